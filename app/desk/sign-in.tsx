/** The way into the desk, and what became of an attempt. */
import { DeskFrame } from '#components/desk/desk-frame.tsx'
import { DeskNotice } from '#components/desk/desk-notice.tsx'
import { SignInForm } from '#components/desk/sign-in-form.tsx'
import { findKeptForm } from '#lib/guard/kept-form.ts'
import { deskSignInPath, inManner } from '../paths.ts'
import { plainFrameOf } from './frame.ts'
import { askedList, listPathOf } from './list.ts'
import { staffWordsHere } from './words.ts'

type Search = Readonly<Record<string, unknown>>

/** Where an attempt is kept that did not succeed: without its token. */
export const attemptPlace = 'desk sign-in'

export const keptAttempt = ({ attempt }: Search) => findKeptForm(attemptPlace, attempt, Date.now())

export async function SignIn({ search }: { readonly search: Search }) {
  const t = await staffWordsHere()
  const kept = await keptAttempt(search)
  // Whoever follows a link to a search, as mail has it, comes to it.
  const to = typeof search.to === 'string' ? search.to : listPathOf(askedList(search), search)
  return (
    <DeskFrame {...plainFrameOf(t, search)}>
      <h1 className="page-heading">{t('signIn.heading')}</h1>
      {to.includes('again=') ? <DeskNotice kind="warn" words={t('signIn.ended')} /> : null}
      <SignInForm
        target={inManner(deskSignInPath, search)}
        to={to}
        email={kept?.values.email ?? ''}
        mistake={kept?.errors.token ?? null}
        notice={kept?.notice ?? null}
        words={{
          intro: t('signIn.intro'),
          email: t('signIn.email'),
          token: t('signIn.token'),
          send: t('signIn.send'),
        }}
      />
    </DeskFrame>
  )
}
