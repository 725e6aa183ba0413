/** The configuration of this installation, checked: the file that it was built with, or the JSON file in its place. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { EnvironmentError, environment } from '#lib/env/env.ts'
import type { Locale } from '#lib/i18n/locale.ts'
import builtIn from '#support.config'
import { offerOf, type SupportDefinition } from './definition.ts'
import { offer, supportSchema } from './schema.ts'
import { describeIssues } from './schema-issues.ts'
import { readIn } from './words.ts'

declare global {
  var deskbellSupportFile: unknown
}

/** By language; the operator's own language has no name here. */
const known = new Map<Locale | undefined, SupportDefinition>()

/**
 * What `support.config.ts` says, or the file that SUPPORT_CONFIG names: read on first use, and kept.
 * @param locale the language of whoever reads its texts; the operator's own when not given.
 * @throws EnvironmentError with one line per problem; the start asks first, so that nobody else meets it.
 */
export function support(locale?: Locale): SupportDefinition {
  const before = known.get(locale)
  if (before) return before
  const { supportConfig: path } = environment()
  const read = path
    ? checkSupport(fileAt(path), path, locale)
    : checkSupport(builtIn, 'support.config.ts', locale)
  // One for each bundle of Next.js: in development a change of the file makes a new one.
  known.set(locale, read)
  return read
}

/**
 * @param content of whatever kind.
 * @param where what the lines name as the place of a problem.
 * @throws EnvironmentError with one line per problem.
 */
export function checkSupport(content: unknown, where: string, locale?: Locale): SupportDefinition {
  const languages = [...(locale ? [locale] : []), ...offerIn(content)]
  const result = readIn(languages, () => supportSchema.safeParse(content))
  if (result.success) return result.data
  throw new EnvironmentError(describeIssues(result.error.issues, content).map((line) => `${where}: ${line}`))
}

/** The languages that the configuration offers; what is wrong with them is said with everything else. */
function offerIn(content: unknown): readonly Locale[] {
  const result = z.looseObject({ locales: offer.exactOptional() }).safeParse(content)
  return offerOf(result.success ? result.data : {})
}

/** One for the process: a file that changes meanwhile counts from the next start on, everywhere. */
function fileAt(path: string): unknown {
  globalThis.deskbellSupportFile ??= readJson(path)
  return globalThis.deskbellSupportFile
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    const reason = error instanceof Error ? error.message : error
    throw new EnvironmentError([`SUPPORT_CONFIG: ${path} cannot be read as JSON: ${reason}`])
  }
}
