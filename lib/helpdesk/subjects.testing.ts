/** Omnidesk and Ziik for the contract: the fakes, and what their teams see and do there. */
import { type OmnideskVariation, startOmnideskFake } from '../../e2e/fakes/omnidesk.ts'
import { startZiikFake, type ZiikVariation } from '../../e2e/fakes/ziik.ts'
import type { OpenedConversation, Subject } from './helpdesk.contract.ts'
import { createOmnidesk } from './omnidesk/adapter.ts'
import { readBody } from './omnidesk/text.ts'
import { createZiik } from './ziik/adapter.ts'
import { readText } from './ziik/text.ts'

export async function startOmnidesk(
  variation: Partial<OmnideskVariation>,
  create: 'ticket' | 'chatbot' = 'ticket',
): Promise<Subject> {
  const fake = await startOmnideskFake({ variation })
  const settings = { baseUrl: fake.url, apiKey: fake.apiKey, brandId: 3, channelId: 7, create, fetch }
  const mine = ({ id }: { id: string }) =>
    fake
      .tickets()
      .filter(
        ({ ticketID, title }) => `${ticketID}` === id || title.includes(`[${id.replace('chatbot:', '')}]`),
      )
  return {
    helpdesk: createOmnidesk(settings),
    unauthorized: createOmnidesk({ ...settings, apiKey: 'wrong' }),
    staff: {
      answer: async ({ id }, body) => fake.write(Number(id), body),
      note: async ({ id }, body) => fake.write(Number(id), body, { type: 'note' }),
      resolve: async ({ id }) => fake.resolve(Number(id)),
      opened: async () =>
        fake.tickets().flatMap(({ title, from, fromName, timeline }) => {
          if (title.includes('] Re: [')) return []
          const text = timeline.find(({ type }) => type !== 'event')?.content ?? ''
          const author = { name: fromName || factIn(text, 'Name'), email: from }
          return { ...factsIn(text), subject: title.replace(/^\[[\w-]+\] /, ''), author }
        }),
      heard: async (conversation) =>
        mine(conversation)
          .flatMap(({ timeline }) => timeline)
          .filter(({ type }) => ['contactform', 'chatbot'].includes(type))
          .map(({ content }) => readBody(content)),
      data: async () => null,
    },
    gone: { id: '999999' },
    stop: fake.stop,
  }
}

export async function startZiik(
  variation: Partial<ZiikVariation>,
  options: { readonly showsStaffReplies?: boolean } = {},
): Promise<Subject> {
  const fake = await startZiikFake({ variation })
  const { url: baseUrl, username, password, conversationId } = fake
  const settings = { baseUrl, username, password, conversationId, options, fetch }
  const ours = () => fake.messages().map((it) => ({ ...it, written: readText(it.message) }))
  return {
    helpdesk: createZiik(settings),
    unauthorized: createZiik({ ...settings, password: 'wrong' }),
    staff: {
      answer: async ({ id }, body) => fake.write(body, Number(id)),
      // There are no notes here: what the team says among itself stands beside the request.
      note: async (_, body) => fake.write(body, null),
      resolve: async () => {},
      opened: async () =>
        ours().flatMap(({ parent, message, written }) => {
          if (parent !== null || !written) return []
          const text = plain(message)
          const author = { name: written.name, email: written.email }
          return [{ ...factsIn(text), subject: factIn(text, 'Subject'), author }]
        }),
      heard: async ({ id }) =>
        ours()
          .filter((it) => `${it.id}` === id || `${it.parent}` === id)
          .flatMap(({ written }) => (written ? [written.body] : [])),
      data: async () => null,
    },
    gone: { id: '999999' },
    stop: fake.stop,
  }
}

const factIn = (text: string, name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1] ?? ''

const factsIn = (text: string): Pick<OpenedConversation, 'channel' | 'tags'> => ({
  channel: factIn(text, 'Channel'),
  tags: factIn(text, 'Tags').split(', '),
})

/** As a browser reads what is escaped. */
const plain = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
