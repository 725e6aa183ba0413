/** Is this plain text, and nothing that a program would take for markup? */
import { createReadStream } from 'node:fs'

/**
 * Valid UTF-8 throughout, no control characters but tab, line and page breaks, and not beginning like markup
 * (`<`) or a saved web page (MHTML).
 */
export async function isPlainText(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let begun = false
  try {
    for await (const chunk of createReadStream(path)) {
      const text = decoder.decode(chunk, { stream: true })
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      if (/[\0-\x08\x0b\x0e-\x1f\x7f]/.test(text)) return false
      if (!begun && isMarkup(text)) return false
      begun ||= text.trim() !== ''
    }
    decoder.decode()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

const isMarkup = (start: string) =>
  /^[\s\ufeff]*</.test(start) ||
  (/^mime-version:/im.test(start.slice(0, 2000)) && /^content-type:\s*multipart/im.test(start.slice(0, 4000)))
