/** What the shapes of a configuration are made of. */
import { z } from 'zod'

/** Every setting of `Type` has its check, and nothing else is taken. */
export const settings =
  <Type>() =>
  <const Shape extends Record<keyof Type, z.ZodType>>(shape: Shape) =>
    z.strictObject(shape)

export const text = z.string().regex(/\S/, 'needs some text')
export const slug = z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9_-]*$/, 'needs letters, digits, - and _ only')
export const wholeNumber = (least: number) => z.int().min(least, `needs ${least} or more`)
