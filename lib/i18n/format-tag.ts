/** The tag for `Intl`, here and in the browser: the digits are those of references and of what people type. */
export const formatTag = (locale: string) => `${locale}-u-nu-latn`
