/** The same conversation on a phone: the link as a code for its camera, drawn here, so that no one else learns of it. */
import encodeQR from 'qr'
import { OtherDevice as View } from '#components/access/other-device.tsx'
import { CopyIcon, TickIcon } from '#components/page/icon.tsx'
import { CopyLink } from '#components/thread/copy-link.tsx'
import { environment } from '#lib/env/env.ts'
import { wordsHere } from '../../language.ts'
import { threadPath } from '../../paths.ts'

export async function OtherDevice({ token }: { readonly token: string }) {
  const t = await wordsHere()
  return (
    <View
      code={codeOf(environment().appUrl + threadPath(token))}
      words={{
        summary: t('device.summary'),
        sentence: t('device.sentence'),
        privacy: t('device.private'),
        code: t('device.code'),
      }}
    >
      <CopyLink
        words={t('sent.copyLink')}
        done={t('sent.linkCopied')}
        icon={<CopyIcon />}
        doneIcon={<TickIcon />}
      />
    </View>
  )
}

/** As strokes along the rows; the quiet zone of four that scanners need is part of it. */
function codeOf(text: string): { size: number; strokes: string } {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 })
  const strokes = rows.flatMap((row, y) => {
    const line = row.map((dark) => (dark ? '1' : '0')).join('')
    return [...line.matchAll(/1+/g)].map(({ index, 0: run }) => `M${index} ${y}.5h${run.length}`)
  })
  return { size: rows.length, strokes: strokes.join('') }
}
