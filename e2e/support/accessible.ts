/** WCAG 2.2 AA and good practice, as far as axe can tell: the page as it stands, in light and in dark. */
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

export async function expectAccessible(page: Page): Promise<void> {
  // The words in a frame lie on the page around it, which axe does not see: it takes all to stand on white.
  const schemes = page.frames().length > 1 ? (['light'] as const) : (['light', 'dark'] as const)
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme })
    await settle(page)
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze()
    expect(
      violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => node.html) })),
      colorScheme,
    ).toEqual([])
  }
}

/** Colours on their way from one scheme to the other have the contrast of neither: they arrive at once. */
const settle = (page: Page) =>
  page.evaluate(() => {
    for (const animation of document.getAnimations())
      if (animation.effect?.getTiming().iterations !== Infinity) animation.finish()
  })
