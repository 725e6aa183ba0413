/** Growth curves as one picture beside the table. */
import { z } from 'zod'
import { launchBrowser } from './browser.ts'
import type { Curve } from './growth.ts'
import { bundle } from './peers/peers.ts'

const plot = { width: 420, height: 320 }

/** An SVG with a plot for each curve; both axes are logarithmic, so what grows in proportion is a straight line upwards. */
export async function drawCurves(curves: readonly Curve[]): Promise<string> {
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    await page.addScriptTag({
      content: await bundle("import * as echarts from 'echarts'; self.echarts = echarts"),
    })
    const size = JSON.stringify({ renderer: 'svg', ssr: true, ...sizeOf(curves) })
    const drawn = await page.evaluate(
      `(() => { const chart = echarts.init(null, null, ${size}); chart.setOption(${JSON.stringify(optionsFor(curves))}); return chart.renderToSVGString() })()`,
    )
    return z.string().parse(drawn)
  } finally {
    await browser.close()
  }
}

const sizeOf = (curves: readonly Curve[]) => ({ width: plot.width * curves.length, height: plot.height })

/** ECharts' options. */
function optionsFor(curves: readonly Curve[]) {
  const each = <Part>(make: (curve: Curve, index: number) => Part) => curves.map(make)
  return {
    animation: false,
    backgroundColor: '#fff',
    title: each(({ name }, index) => ({ text: name, left: plot.width * index + 60, top: 8 })),
    grid: each((_, index) => ({
      left: plot.width * index + 70,
      width: plot.width - 110,
      top: 60,
      bottom: 50,
    })),
    xAxis: each(({ x }, index) => axis(x, index)),
    yAxis: each(({ y }, index) => ({ ...axis(y, index), nameLocation: 'end' })),
    series: each(({ points }, index) => ({
      type: 'line',
      xAxisIndex: index,
      yAxisIndex: index,
      data: points.map(([x, y]) => [x, Number(y.toPrecision(3))]),
      label: { show: true },
    })),
  }
}

const axis = (name: string, gridIndex: number) => ({
  type: 'log',
  name,
  nameLocation: 'middle',
  nameGap: 28,
  gridIndex,
})
