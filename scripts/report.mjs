/** A test runner's report as a JSON file in a temporary folder, away from what it prints. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Gives `run` the path to report to. @returns what `run` returned, and the report or null if none was written. */
export async function withReport(run) {
  const folder = mkdtempSync(join(tmpdir(), 'deskbell-report-'))
  try {
    const path = join(folder, 'report.json')
    const result = await run(path)
    return { result, report: readReport(path) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}
