/** What a browser has to load before a page is alive: the scripts that its HTML names. */
import { gzipSync } from 'node:zlib'

/** Gzipped bytes of all script files named in the HTML at `url`; `noModule` ones are for browsers of the past. */
export async function firstLoadBytes(url: string): Promise<number> {
  return bytesOf(url, scriptsNamedIn(await textOf(url)))
}

/** Gzipped bytes of these script files of the site at `url`, each once. */
export async function bytesOf(url: string, paths: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    [...new Set(paths)].map(async (path) => gzipSync(await textOf(new URL(path, url)), { level: 9 }).length),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** Scripts stand in tags, and by name in the data from which React wakes the page. */
export function scriptsNamedIn(html: string): string[] {
  const past = new Set(
    [...html.matchAll(/<script[^>]*\bnoModule\b[^>]*>/gi)].flatMap(([tag]) => pathsIn(tag)),
  )
  return [...new Set(pathsIn(html))].filter((path) => !past.has(path))
}

const pathsIn = (text: string) => text.match(/\/_next\/static\/[^"'\\?\s]+\.js/g) ?? []

async function textOf(url: string | URL): Promise<string> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return response.text()
}
