/** `POST /desk/replies/change`: a saved reply is written, changed, removed, or brought back. */
import type { Desk } from '#lib/desk/client.ts'
import { hasDesk } from '#lib/desk/connect.ts'
import { environment } from '#lib/env/env.ts'
import { cleanText } from '#lib/form/clean.ts'
import { findMistake } from '#lib/form/rules.ts'
import { findKeptForm, keepForm } from '#lib/guard/kept-form.ts'
import type { StaffTranslate } from '#lib/i18n/staff.ts'
import { type Answer, answerNative, redirectTo } from '../../../intake/native.ts'
import { type Posted, requestIdOf } from '../../../intake/posted.ts'
import { wordsOf } from '../../../language.ts'
import { askedOf, changeRepliesPath, inManner, repliesPath, withQuery } from '../../../paths.ts'
import { maxSayLength } from '../../conversations/[slug]/say.ts'
import { deskHere } from '../../visitor.ts'
import { staffWordsOf } from '../../words.ts'
import { keptReplyPlace, removedReplyPlace } from '../parts.ts'

export async function POST(request: Request): Promise<Response> {
  const asked = askedOf(request)
  const path = inManner(repliesPath, asked)
  const t = await staffWordsOf(request)
  return answerNative(request, {
    words: await wordsOf(request),
    place: keptReplyPlace,
    back: { path, fragment: 'reply-name' },
    target: inManner(changeRepliesPath, asked),
    take: async (posted) => (hasDesk() ? take(await deskHere(), { path, t }, posted) : null),
  })
}

/** Somebody reloaded: the page is one step away. */
export async function GET(request: Request): Promise<Response> {
  return redirectTo(environment().appUrl, inManner(repliesPath, askedOf(request)))
}

interface Place {
  readonly path: string
  readonly t: StaffTranslate
}

/** @param desk null when the visit has ended meanwhile: what was typed then waits for the next one. */
async function take(desk: Desk | null, place: Place, posted: Posted): Promise<Answer> {
  if (!desk) return comeBack(posted, {})
  const then = posted.read('then')
  if (then === 'remove') return remove(desk, place, posted)
  if (then === 'restore') return restore(desk, place, posted)
  const errors = mistakesIn(place, posted)
  if (Object.keys(errors).length > 0) return comeBack(posted, { errors })
  const isStored = await desk.replies.save(posted.read('id') || null, repliesIn(posted.read))
  return isStored
    ? goOn(withQuery(place.path, 'saved=1'))
    : comeBack(posted, { notice: place.t(posted.read('id') ? 'replies.gone' : 'replies.full') })
}

async function remove(desk: Desk, { path }: Place, posted: Posted): Promise<Answer> {
  const reply = await desk.replies.find(posted.read('id'))
  if (!reply || !(await desk.replies.remove(reply.id))) return goOn(path)
  const { name, body } = reply
  const kept = {
    requestId: requestIdOf(posted),
    values: { name, body },
    errors: {},
    notice: null,
    uploads: [],
  }
  return goOn(withQuery(path, `removed=${await keepForm(removedReplyPlace, kept, Date.now())}`))
}

/** Brought back once, however often it is asked. */
async function restore(desk: Desk, { path }: Place, posted: Posted): Promise<Answer> {
  const kept = await findKeptForm(removedReplyPlace, posted.read('kept'), Date.now())
  if (!kept) return goOn(path)
  const reply = repliesIn((name) => kept.values[name] ?? '')
  const isBack = (await desk.replies.all()).some(
    ({ name, body }) => name === reply.name && body === reply.body,
  )
  if (!isBack) await desk.replies.save(null, reply)
  return goOn(withQuery(path, 'saved=1'))
}

const repliesIn = (read: Posted['read']) => ({
  name: cleanText(read('name'), 'text'),
  body: cleanText(read('body'), 'multiline'),
})

const maxNameLength = 100

function mistakesIn({ t }: Place, { read }: Posted): Record<string, string> {
  const { name, body } = repliesIn(read)
  const limits = { name: maxNameLength, body: maxSayLength() }
  const nameMistake = findMistake(
    { name: 'name', kind: 'text', required: true, maxLength: limits.name },
    name,
  )
  const bodyField = { name: 'body', kind: 'multiline', required: true, maxLength: limits.body } as const
  const bodyMistake = findMistake(bodyField, body)
  const long = (mistake: string | null) => mistake === 'long'
  return {
    ...(nameMistake && {
      name: long(nameMistake) ? t('replies.nameLong', { max: limits.name }) : t('replies.nameEmpty'),
    }),
    ...(bodyMistake && {
      body: long(bodyMistake) ? t('replies.bodyLong', { max: limits.body }) : t('replies.bodyEmpty'),
    }),
  }
}

const goOn = (path: string): Answer => ({
  state: { state: 'accepted', notice: '', requestId: '' },
  next: { path },
})

function comeBack(
  posted: Posted,
  { errors = {}, notice = null }: { errors?: Readonly<Record<string, string>>; notice?: string | null },
): Answer {
  const values = { id: posted.read('id'), name: posted.read('name'), body: posted.read('body') }
  return {
    state: { state: 'invalid', errors, text: values.body },
    next: { keep: { requestId: requestIdOf(posted), values, errors, notice } },
  }
}
