/** The parts of the page of saved replies in the words and addresses of the desk. */
import type { SavedReply } from '#lib/desk/saved-replies.ts'
import { findKeptForm, type KeptForm } from '#lib/guard/kept-form.ts'
import { isolated } from '#lib/i18n/format.ts'
import type { StaffTranslate } from '#lib/i18n/staff.ts'
import { changeRepliesPath, inManner, repliesPath, withQuery } from '../../paths.ts'

type Search = Readonly<Record<string, unknown>>

/** Where a reply is kept that came back with mistakes, and where one that was removed, for the way back. */
export const keptReplyPlace = 'desk reply'
export const removedReplyPlace = 'desk removed reply'

export const keptReply = ({ again }: Search) => findKeptForm(keptReplyPlace, again, Date.now())

export function listOf(t: StaffTranslate, replies: readonly SavedReply[], search: Search) {
  const path = inManner(repliesPath, search)
  return {
    target: inManner(changeRepliesPath, search),
    none: t('replies.none'),
    items: replies.map(({ id, name, body }) => ({
      id,
      name,
      body,
      change: {
        href: `${withQuery(path, `edit=${encodeURIComponent(id)}`)}#reply-name`,
        words: t('replies.change'),
        spoken: `${t('replies.change')}: ${isolated(name)}`,
      },
      remove: { words: t('replies.remove'), spoken: `${t('replies.remove')}: ${isolated(name)}` },
    })),
  }
}

/** A new one, the one that is to be changed, or what came back. */
export function formOf(
  t: StaffTranslate,
  { kept, edited, search }: { kept: KeptForm | null; edited: SavedReply | null; search: Search },
) {
  const id = kept?.values.id ?? edited?.id ?? ''
  return {
    target: inManner(changeRepliesPath, search),
    heading: t(id ? 'replies.changeHeading' : 'replies.addHeading'),
    id,
    name: {
      label: t('replies.name'),
      value: kept?.values.name ?? edited?.name ?? '',
      mistake: kept?.errors.name ?? null,
    },
    body: {
      label: t('replies.body'),
      hint: t('replies.bodyHint'),
      value: kept?.values.body ?? edited?.body ?? '',
      mistake: kept?.errors.body ?? null,
    },
    notice: kept?.notice ?? null,
    save: t('replies.save'),
    cancel: id ? { href: inManner(repliesPath, search), words: t('replies.cancel') } : null,
  }
}

/** What was just done, and, for one that was removed, under which id it is kept; null when nothing was. */
export async function doneOf(t: StaffTranslate, { saved, removed }: Search) {
  const kept = await findKeptForm(removedReplyPlace, removed, Date.now())
  if (kept)
    return { words: t('replies.removed', { name: isolated(kept.values.name ?? '') }), undo: String(removed) }
  return saved === '1' ? { words: t('replies.saved'), undo: null } : null
}
