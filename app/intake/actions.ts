/** The door for browsers with JavaScript: server actions, each a public endpoint that trusts nothing it is given. */
'use server'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { database } from '#lib/db/open.ts'
import { environment } from '#lib/env/env.ts'
import { cleanText } from '#lib/form/clean.ts'
import type { FormState, ReplyState } from '#lib/form/state.ts'
import { networkOf } from '#lib/guard/network.ts'
import { isSameOrigin } from '#lib/guard/origin.ts'
import { keepPace } from '#lib/guard/pace.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import { renderMarkdown } from '#lib/markup/markup.ts'
import { openThread } from '#lib/threads/access.ts'
import { wordsHere } from '../language.ts'
import { lookWords } from '../paths.ts'
import { type Posted, requestIdOf } from './posted.ts'
import { takeReply } from './reply.ts'
import { takeRequest } from './request.ts'

export async function submitRequest(_previous: FormState, data: FormData): Promise<FormState> {
  return submit(data, 'page')
}

/** The same from a frame, where what comes of it is said in place. */
export async function submitFramedRequest(_previous: FormState, data: FormData): Promise<FormState> {
  return submit(data, 'frame')
}

async function submit(data: FormData, place: 'page' | 'frame'): Promise<FormState> {
  await assertSameOrigin()
  const [t, posted] = [await wordsHere(), await postedIn(data)]
  if (!(await keepPace(posted.network))) return { ...turnedAway(t, posted), values: {} }
  const state = await takeRequest(t, text(data, 'form'), posted, { place, asked: await askedHere() })
  if (!state) throw new Error('there is no such form')
  return state
}

export async function sendReply(_previous: ReplyState, data: FormData): Promise<ReplyState> {
  await assertSameOrigin()
  const [t, posted] = [await wordsHere(), await postedIn(data)]
  if (!(await keepPace(posted.network))) return { ...turnedAway(t, posted), text: posted.read('message') }
  const state = await takeReply(t, text(data, 'thread'), posted)
  if (!state) throw new Error('this link opens no thread')
  return state
}

/** The page still has what was typed. */
const turnedAway = (t: Translate, posted: Posted) =>
  ({ state: 'refused', notice: t('form.refused'), requestId: requestIdOf(posted) }) as const

/** What a reply would look like; a link that opens no thread draws nothing. */
export async function previewReply(data: FormData): Promise<ReactNode> {
  await assertSameOrigin()
  const thread = await openThread(await database(), text(data, 'thread'))
  const source = cleanText(text(data, 'message'), 'multiline')
  if (!thread) throw new Error('this link opens no thread')
  return source === '' ? null : renderMarkdown(source)
}

/** Of the look of the page that an action belongs to: proxy.ts has written down what its address says. */
async function askedHere() {
  const given = await headers()
  return Object.fromEntries(lookWords.map((name) => [name, given.get(`x-${name}`)]))
}

async function assertSameOrigin(): Promise<void> {
  if (!isSameOrigin(await headers(), environment().appUrl))
    throw new Error('refused: not sent from our own page')
}

/** Files do not come through here: they were uploaded before, or the browser posts the form by itself. */
const postedIn = async (data: unknown): Promise<Posted> => ({
  read: (name) => text(data, name),
  readAll: (name) => texts(data, name),
  names: data instanceof FormData ? [...new Set(data.keys())] : [],
  uploads: texts(data, 'upload'),
  refused: [],
  leftOut: texts(data, 'left-out'),
  network: networkOf(await headers(), environment().trustedProxyHops),
})

/** An action is a public endpoint: what comes as the form may be anything. */
function text(data: unknown, name: string): string {
  const value = data instanceof FormData ? data.get(name) : null
  return typeof value === 'string' ? value : ''
}

const texts = (data: unknown, name: string): string[] =>
  data instanceof FormData ? data.getAll(name).filter((value) => typeof value === 'string') : []
