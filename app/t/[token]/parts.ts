/** The parts of the thread page in the words and addresses of this thread. */

import { collectCountWords } from '#components/form/count-words.ts'
import { formatDate } from '#lib/i18n/format.ts'
import { formatTag } from '#lib/i18n/format-tag.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import { cursorOf } from '#lib/threads/news.ts'
import type { ThreadView } from '#lib/threads/thread.ts'
import { downloadPath, inManner, newsPath, threadPath, withQuery } from '../../paths.ts'

export function headerOf(
  t: Translate,
  thread: ThreadView,
  {
    token,
    timeZone,
    asked,
  }: {
    readonly token: string
    readonly timeZone: string
    /** By the address of the page. */
    readonly asked: Readonly<Record<string, unknown>>
  },
) {
  const { subject, status, reference, openedAtMs, entries, hasLater } = thread
  return {
    subject,
    status,
    statusWord: t(`thread.status.${status}`),
    reference: { label: t('thread.reference'), value: reference },
    opened: {
      label: t('thread.opened'),
      dateTime: new Date(openedAtMs).toISOString(),
      date: formatDate(t.locale, timeZone, openedAtMs),
    },
    zone: t('thread.zone', { zone: timeZone }),
    download: { href: inManner(downloadPath(token), asked), words: t('thread.download') },
    ...(entries.length > 3
      ? {
          jumps: [
            { href: '#reply', words: t('thread.reply') },
            {
              href: hasLater ? inManner(threadPath(token), asked) : `#${entries.at(-1)?.id}`,
              words: t('thread.newest'),
            },
          ],
        }
      : {}),
  }
}

/** Each leads to the message at which the reader was: it stays in sight, with more before or after it. */
export function waysOf(
  t: Translate,
  { entries, hasEarlier, hasLater }: ThreadView,
  path: string,
  pages: number,
) {
  const way = (to: number, at: string | undefined, words: string) => ({
    href: withQuery(path, `pages=${to}#${at ?? 'messages'}`),
    words,
  })
  return {
    ...(hasEarlier ? { earlier: way(pages + 1, entries[0]?.id, t('thread.earlier')) } : {}),
    ...(hasLater ? { later: way(Math.max(1, pages - 2), entries.at(-1)?.id, t('thread.later')) } : {}),
  }
}

/** What is watched is the newest part, whichever is shown: the same one for everybody who has the page open. */
export function liveOf(t: Translate, thread: ThreadView, newest: ThreadView, token: string) {
  return {
    feed: newsPath(token),
    cursor: cursorOf(newest),
    isClosed: newest.status === 'resolved',
    received: thread.entries.filter((entry) => !entry.own).map((entry) => entry.id),
    words: {
      label: t('thread.messages'),
      lost: t('thread.lost'),
      fresh: collectCountWords(formatTag(t.locale), (count) => t('thread.fresh', { count })),
    },
  }
}
