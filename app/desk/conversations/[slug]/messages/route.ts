/** `POST /desk/conversations/<slug>/messages`: an answer to the customer, or a note for the team. */
import { hashOf } from '#lib/db/hash.ts'
import type { Desk, NewDeskMessage } from '#lib/desk/client.ts'
import { hasDesk } from '#lib/desk/connect.ts'
import { environment } from '#lib/env/env.ts'
import { cleanText } from '#lib/form/clean.ts'
import { findMistake } from '#lib/form/rules.ts'
import type { StaffTranslate } from '#lib/i18n/staff.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import { log } from '#lib/log/log.ts'
import { attachFiles, fileMistakes } from '../../../../intake/files.ts'
import { type Answer, answerNative, redirectTo } from '../../../../intake/native.ts'
import { type Posted, requestIdOf } from '../../../../intake/posted.ts'
import { wordsOf } from '../../../../language.ts'
import { askedOf, conversationPath, inManner, sayPath, withQuery } from '../../../../paths.ts'
import { deskHere } from '../../../visitor.ts'
import { staffWordsOf } from '../../../words.ts'
import { keptSayPlace, maxSayLength } from '../say.ts'

interface Context {
  readonly params: Promise<{ slug: string }>
}

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { slug } = await params
  const asked = askedOf(request)
  const path = inManner(conversationPath(slug), asked)
  const t = await staffWordsOf(request)
  const words = await wordsOf(request)
  return answerNative(request, {
    words,
    place: keptSayPlace(slug),
    back: { path, fragment: 'say' },
    target: inManner(sayPath(slug), asked),
    take: async (posted) => take({ desk: await deskHere(), slug, path, t, words }, posted),
  })
}

/** Somebody reloaded: the conversation is one step away. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  return redirectTo(environment().appUrl, inManner(conversationPath((await params).slug), askedOf(request)))
}

interface Place {
  /** Null when the visit has ended meanwhile: what was typed then waits for the next one. */
  readonly desk: Desk | null
  readonly slug: string
  readonly path: string
  readonly t: StaffTranslate
  /** What the customer's form says about files. */
  readonly words: Translate
}

type Typed = Omit<NewDeskMessage, 'attachments'>

async function take({ desk, ...place }: Place, posted: Posted): Promise<Answer | null> {
  if (!hasDesk()) return null
  const typed = typedIn(posted)
  const requestId = requestIdOf(posted)
  if (!desk) return comeBack(requestId, typed, {})
  if (posted.read('then') === 'insert') return insertReply(desk, place, posted, typed)
  const errors = mistakesIn(place, posted, typed)
  if (Object.keys(errors).length > 0) return comeBack(requestId, typed, { errors })
  if (posted.read('then') === 'preview') return comeBack(requestId, typed, { isPreview: true })
  try {
    return await say(desk, place, posted, typed)
  } catch (error) {
    log().error({ err: error }, 'a message of staff could not be stored')
    return comeBack(requestId, typed, { notice: place.t('answer.failed') })
  }
}

function typedIn({ read }: Posted): Typed {
  return {
    kind: read('kind') === 'note' ? 'note' : 'answer',
    body: cleanText(read('message'), 'multiline'),
    concludes: read('then') === 'done',
    seen: /^\d{1,9}$/.test(read('seen')) ? Number(read('seen')) : 0,
  }
}

/** Below what is there already: staff read it, and change it, before it goes. */
async function insertReply(
  desk: Desk,
  { words }: Pick<Place, 'words'>,
  posted: Posted,
  typed: Typed,
): Promise<Answer> {
  const reply = await desk.replies.find(posted.read('reply'))
  const body = [typed.body, reply?.body].filter(Boolean).join('\n\n')
  return comeBack(requestIdOf(posted), { ...typed, body }, { errors: fileMistakes(words, posted, true) })
}

function mistakesIn(
  { t, words }: Pick<Place, 't' | 'words'>,
  posted: Posted,
  { kind, body }: Typed,
): Record<string, string> {
  const max = maxSayLength()
  const mistake = findMistake({ name: 'message', kind: 'multiline', required: true, maxLength: max }, body)
  return {
    ...(mistake && { message: mistake === 'long' ? t(`${kind}.long`, { max }) : t(`${kind}.empty`) }),
    // Staff can mend it themselves, so nothing goes out without a file that was chosen.
    ...fileMistakes(words, posted, true),
  }
}

async function say(
  desk: Desk,
  { t, words, slug, path }: Omit<Place, 'desk'>,
  posted: Posted,
  typed: Typed,
): Promise<Answer> {
  const requestId = requestIdOf(posted)
  const { attachments = [], leftOut = [] } = await attachFiles(words, posted, requestId)
  if (leftOut.length > 0)
    return comeBack(requestId, typed, {
      errors: {
        attachments: words('fields.attachments.leftOut', {
          count: leftOut.length,
          names: leftOut.join(', '),
        }),
      },
    })
  const outcome = await desk.say(slug, { ...typed, attachments }, keyOf(requestId, typed))
  if (outcome === 'held')
    return comeBack(requestId, typed, {
      notice: t('answer.held', { name: await latestAnswerer(desk, slug) }),
    })
  return {
    state: { state: 'accepted', notice: '', requestId },
    next: { path: `${withQuery(path, `said=${typed.kind}`)}#say` },
  }
}

/** Who answered in between. */
async function latestAnswerer(desk: Desk, slug: string): Promise<string> {
  const { items } = await desk.messages(slug, 1)
  const author = items.findLast(({ kind }) => kind === 'staff')?.author
  return author?.name || author?.email || ''
}

/** The same form sent twice is one message; what was held and is sent again, by somebody who knows more, is another. */
const keyOf = (requestId: string, { seen }: Typed) => `desk_${hashOf(`${requestId} ${seen}`).slice(0, 40)}`

function comeBack(
  requestId: string,
  { kind, body }: Typed,
  {
    errors = {},
    notice = null,
    isPreview = false,
  }: {
    readonly errors?: Readonly<Record<string, string>>
    readonly notice?: string | null
    readonly isPreview?: boolean
  },
): Answer {
  return {
    state: { state: 'invalid', errors, text: body },
    next: {
      // To what is to be mended, and else to the box as a whole with what is said above it.
      ...(errors.message && { fragment: `${kind}-message` }),
      ...(errors.attachments && !errors.message && { fragment: 'attachments' }),
      keep: {
        requestId,
        values: { kind, message: body, ...(isPreview && { preview: '1' }) },
        errors,
        notice,
      },
    },
  }
}
