/**
 * What a form in a frame needs once somebody uses it. Kept out of its document, which is small so that it is soon there;
 * asked for with the scripts that need it.
 */
import type { FileWords } from './attachments-view.ts'
import type { BriefWords } from './field-view.ts'
import type { LiveField } from './live-field.ts'

export interface Later {
  readonly fields: readonly LiveField[]
  readonly brief: BriefWords
  readonly files: FileWords
}

let asked: Promise<Later> | null = null

/** Once for all who need it. @throws when it does not come; whoever asks next asks again. */
export function loadLater(address: string): Promise<Later> {
  asked ??= ask(address).catch((error) => {
    asked = null
    throw error
  })
  return asked
}

async function ask(address: string): Promise<Later> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address} answered ${response.status}`)
  return response.json()
}
