/** Ways to the same page on another device, folded away until they are wanted. */
import type { ReactNode } from 'react'

interface OtherDeviceProps {
  /** The link as a QR code: as wide and high as this many modules, and the strokes of the dark ones. */
  readonly code: { readonly size: number; readonly strokes: string }
  readonly words: {
    readonly summary: string
    readonly sentence: string
    readonly privacy: string
    /** What the code is, for whoever does not see it. */
    readonly code: string
  }
  /** The button that copies the link. */
  readonly children: ReactNode
}

export function OtherDevice({ code, words, children }: OtherDeviceProps) {
  return (
    <details className="other-device">
      <summary>{words.summary}</summary>
      <div className="other-device-ways">
        <svg className="qr" viewBox={`0 0 ${code.size} ${code.size}`} role="img" aria-label={words.code}>
          <path d={code.strokes} />
        </svg>
        <div className="other-device-words">
          <p>{words.sentence}</p>
          <p className="text-muted">{words.privacy}</p>
          <div className="mt-3">{children}</div>
        </div>
      </div>
    </details>
  )
}
