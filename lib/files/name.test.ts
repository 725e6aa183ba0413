import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanName } from './name.ts'

const png = (name: string) => cleanName(name, ['png'])

test.each([
  ['../../etc/passwd', 'passwd.png'],
  ['..\\..\\boot.ini', 'boot.ini.png'],
  ['.htaccess', 'htaccess.png'],
  ['\u200b.htaccess', 'htaccess.png'],
  ['CON', '_CON.png'],
  ['con.tar.png', '_con.tar.png'],
  ['a\0.png', 'a.png'],
  ['photo\u202Egpj.exe', 'photogpj.exe.png'],
  ['a\r\nSet-Cookie: b=c.png', 'aSet-Cookie_ b=c.png'],
  ['say "cheese".PNG', 'say _cheese_.PNG'],
  ['....', 'file.png'],
  ['', 'file.png'],
  ['x.hta', 'x.hta.png'],
  ['résumé.png', 'résumé.png'],
  ['你好.png', '你好.png'],
  ['holiday 🏖️.png', 'holiday 🏖️.png'],
  ['C:\\Users\\mia\\scan.png', 'scan.png'],
])('S35 %j is shown as %j', (given, shown) => {
  expect(png(given)).toBe(shown)
})

test('S35 a name composed or decomposed is one name', () => {
  expect(png('re\u0301sume\u0301.png')).toBe(png('r\u00e9sum\u00e9.png'))
})

test('S35 300 characters are cut, and the extension stays readable', () => {
  expect(png(`${'a'.repeat(300)}.png`)).toBe(`${'a'.repeat(96)}.png`)
  expect(Buffer.byteLength(png(`${'👩‍👩‍👧'.repeat(100)}.png`))).toBeLessThanOrEqual(180)
})

test('an extension that fits the content is kept as it was written', () => {
  expect(cleanName('IMG_1.JPEG', ['jpg', 'jpeg'])).toBe('IMG_1.JPEG')
})

test('S35 whatever it is called: no path, no control, no hidden file, no header split, and always the extension', () => {
  const nasty = fc.string({
    unit: fc.oneof(fc.string({ unit: 'binary', maxLength: 1 }), fc.constantFrom(...'./\\:\r\n\0 "')),
  })
  fc.assert(
    fc.property(nasty, (given) => {
      const name = png(given)
      expect(name).toMatch(/^[^\p{C}/\\"<>:|?*.][^\p{C}/\\"<>:|?*]*\.png$/iu)
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(180)
      expect(png(name)).toBe(name)
    }),
  )
})
