/** The addresses of files: unguessable, signed for one reader's purpose, and ending by themselves. */
import { createSigner, type Signer } from '#lib/signed/signed.ts'
import { encodedName } from './name.ts'

/** `helpdesk`: for as long as the file is kept. `page`: minted when a page is shown, for as long as it is looked at. */
export type LinkPurpose = 'helpdesk' | 'page'

export interface Links {
  /** An absolute address that opens the file until `untilMs`. */
  make(purpose: LinkPurpose, file: { readonly id: string; readonly name: string }, untilMs: number): string
  /**
   * The file that `url` names, if we signed it, its time is not up and it is spelt as we spelt it; only the path and the
   * query are looked at.
   */
  read(url: URL, nowMs: number): { readonly id: string; readonly name: string } | null
}

/** @param origin that serves the files, without a trailing slash. */
export function createLinks(origin: string, secrets: readonly string[]): Links {
  const signers: Readonly<Record<LinkPurpose, Signer>> = {
    helpdesk: createSigner('helpdesk link', secrets),
    page: createSigner('page link', secrets),
  }
  return {
    make(purpose, { id, name }, untilMs) {
      const expires = String(Math.ceil(untilMs / 1000))
      const query = { for: purpose, expires, signature: signers[purpose].sign({ subject: id, expires }) }
      return `${origin}/uploads/${id}/${encodedName(name)}?${new URLSearchParams(query)}`
    },
    read(url, nowMs) {
      const [, id = '', name = ''] = /^\/uploads\/([0-9a-f]{32})\/([^/]+)$/.exec(url.pathname) ?? []
      const { searchParams } = url
      const purpose = searchParams.get('for') ?? ''
      const claim = { subject: id, expires: searchParams.get('expires') ?? '' }
      const signer = signers[purpose === 'helpdesk' ? 'helpdesk' : 'page']
      const isSigned = signer.verify(claim, searchParams.get('signature') ?? '', nowMs)
      const plain = decoded(name)
      if (!isSigned || plain === null || !Object.hasOwn(signers, purpose)) return null
      return encodedName(plain) === name ? { id, name: plain } : null
    },
  }
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
