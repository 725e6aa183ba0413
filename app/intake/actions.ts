/** The door for browsers with JavaScript: server actions, each a public endpoint that trusts nothing it is given. */
'use server'
import { headers } from 'next/headers'
import { environment } from '#lib/env/env.ts'
import type { FormState, ReplyState } from '#lib/form/state.ts'
import { isSameOrigin } from '#lib/guard/origin.ts'
import { takeReply } from './reply.ts'
import { takeRequest } from './request.ts'

export async function submitRequest(_previous: FormState, data: FormData): Promise<FormState> {
  await assertSameOrigin()
  const state = await takeRequest(text(data, 'form'), (name) => text(data, name))
  if (!state) throw new Error('there is no such form')
  return state
}

export async function sendReply(_previous: ReplyState, data: FormData): Promise<ReplyState> {
  await assertSameOrigin()
  const state = await takeReply(text(data, 'thread'), (name) => text(data, name))
  if (!state) throw new Error('this link opens no thread')
  return state
}

async function assertSameOrigin(): Promise<void> {
  if (!isSameOrigin(await headers(), environment().appUrl))
    throw new Error('refused: not sent from our own page')
}

/** An action is a public endpoint: what comes as the form may be anything. */
function text(data: unknown, name: string): string {
  const value = data instanceof FormData ? data.get(name) : null
  return typeof value === 'string' ? value : ''
}
