/** An outsider: speaks HTTP and nothing else, reads a form as it is served, and posts whatever it likes. */
import { request as httpRequest } from 'node:http'
import type { App } from '../support/app.ts'

export type Fields = Readonly<Record<string, string>>

/** What a form carries without being asked, by name, as its page was served. */
export async function openForm({ url }: App, headers: Fields = {}, path = '/'): Promise<Fields> {
  const page = await (await fetch(url + path, { headers })).text()
  const inputs = [...page.matchAll(/<input [^>]*>/g)].map(([tag]) => tag)
  const carried = inputs.filter((tag) => /type="hidden"| hidden=""/.test(tag))
  return Object.fromEntries(carried.map((tag) => [attributeOf(tag, 'name'), attributeOf(tag, 'value')]))
}

/** Waits until the form is as old as a customer's is when they send it. */
export async function takeTime(fields: Fields): Promise<Fields> {
  const drawnMs = Number(fields.stamp?.split('.')[1])
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, drawnMs + 2_050 - Date.now())))
  return fields
}

const attributeOf = (tag: string, name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? ''

/** Posts `fields` to the native door of the default form as a browser without JavaScript would. */
export function postForm({ url }: App, fields: Fields, headers: Fields = {}): Promise<Response> {
  return fetch(`${url}/submit/support`, {
    method: 'POST',
    headers: { origin: url, ...headers },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })
}

export interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** One request just as it is given: neither the path nor a header is put right. */
export function askRaw(
  { url }: App,
  path: string,
  {
    method = 'GET',
    headers = {},
    body = '',
  }: { method?: string; headers?: Fields; body?: string | Buffer } = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const asking = httpRequest({ hostname, port, path, method, headers: { connection: 'close', ...headers } })
    asking.on('response', (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      )
    })
    asking.on('error', reject)
    asking.end(body)
  })
}
