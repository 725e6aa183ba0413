/** What no shape can say of a configuration: that what it names is there, and there once. */
import type { z } from 'zod'
import type { SupportDefinition } from './definition.ts'
import { checkFields } from './field-references.ts'

type Context = z.core.$RefinementCtx<SupportDefinition>
type Path = readonly (string | number)[]

/** Adds an issue for each form and topic that routes to a channel which is not listed, and for what is there twice. */
export function checkReferences({ channels, forms }: SupportDefinition, context: Context): void {
  const slugs = channels.map(({ slug }) => slug)
  const refuse = (path: Path, message: string) =>
    context.addIssue({ code: 'custom', path: [...path], message })
  const checkChannel = (slug: string, path: Path) => {
    if (!slugs.includes(slug)) refuse([...path, 'channel'], `needs one of: ${slugs.join(', ')}`)
  }
  refuseTwice(slugs, ['channels'], refuse)
  if (!Object.hasOwn(forms, 'support')) refuse(['forms', 'support'], 'needs a form: it is the one at /')
  for (const [name, form] of Object.entries(forms)) {
    const { channel, topics } = form
    checkChannel(channel, ['forms', name])
    for (const [index, topic] of topics.entries())
      checkChannel(topic.channel, ['forms', name, 'topics', index])
    refuseTwice(
      topics.map(({ slug }) => slug),
      ['forms', name, 'topics'],
      refuse,
    )
    checkFields(form, ['forms', name], refuse)
  }
}

function refuseTwice(
  slugs: readonly string[],
  path: Path,
  refuse: (path: Path, message: string) => void,
): void {
  for (const [index, slug] of slugs.entries())
    if (slugs.indexOf(slug) < index) refuse([...path, index, 'slug'], 'needs a name that is not taken')
}
