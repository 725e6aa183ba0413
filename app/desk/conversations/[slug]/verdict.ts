/** What the check of requests wrote down about this one, as long as nobody has said otherwise. */
import type { SpamVerdictProps } from '#components/desk/spam-verdict.tsx'
import type { DeskConversation } from '#lib/desk/conversation.ts'
import { isolated } from '#lib/i18n/format.ts'
import type { StaffTranslate } from '#lib/i18n/staff.ts'
import { suspectTag } from '../../../intake/suspicion.ts'
import { inManner, sortingPath } from '../../../paths.ts'

/** Null for a request that nothing was noticed in, and for one whose mark was taken away or acted on. */
export function verdictOf(
  t: StaffTranslate,
  { slug, tags, data, standing }: DeskConversation,
  search: Readonly<Record<string, unknown>>,
): SpamVerdictProps | null {
  const mark = suspectTag()
  if (standing === 'spam' || !tags.includes(mark)) return null
  const signs = new Map(data).get('spam_signs')
  return {
    words: signs ? t('conversation.suspectedBy', { signs: isolated(signs) }) : t('conversation.suspected'),
    target: inManner(sortingPath(slug), search),
    tags: { before: tags.join(', '), after: tags.filter((tag) => tag !== mark).join(', ') },
    notSpam: t('status.notSpam'),
  }
}
