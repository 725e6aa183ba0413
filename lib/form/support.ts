/** The configuration of this installation, checked: the file that it was built with, or the JSON file in its place. */
import { readFileSync } from 'node:fs'
import { EnvironmentError, environment } from '#lib/env/env.ts'
import builtIn from '#support.config'
import type { SupportDefinition } from './definition.ts'
import { supportSchema } from './schema.ts'
import { describeIssues } from './schema-issues.ts'

declare global {
  var deskbellSupportFile: SupportDefinition | undefined
}

let own: SupportDefinition | undefined

/**
 * What `support.config.ts` says, or the file that SUPPORT_CONFIG names: read on first use, and kept.
 * @throws EnvironmentError with one line per problem; the start asks first, so that nobody else meets it.
 */
export function support(): SupportDefinition {
  const { supportConfig: path } = environment()
  if (path) {
    // One for the process: a file that changes meanwhile counts from the next start on, everywhere.
    globalThis.deskbellSupportFile ??= checkSupport(readJson(path), path)
    return globalThis.deskbellSupportFile
  }
  // One for each bundle of Next.js: in development a change of the file makes a new one.
  own ??= checkSupport(builtIn, 'support.config.ts')
  return own
}

/**
 * @param content of whatever kind.
 * @param where what the lines name as the place of a problem.
 * @throws EnvironmentError with one line per problem.
 */
export function checkSupport(content: unknown, where: string): SupportDefinition {
  const result = supportSchema.safeParse(content)
  if (result.success) return result.data
  throw new EnvironmentError(describeIssues(result.error.issues, content).map((line) => `${where}: ${line}`))
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    const reason = error instanceof Error ? error.message : error
    throw new EnvironmentError([`SUPPORT_CONFIG: ${path} cannot be read as JSON: ${reason}`])
  }
}
