/** How a photo lies on its stage when it is enlarged and turned. Pure. */

export const zooms = [1, 1.5, 2, 3, 4] as const;

/** One step larger (+1) or smaller (−1), within what there is. */
export function stepZoom(zoom: number, step: 1 | -1): number {
  const at = zooms.findIndex((one) => one === zoom);
  return zooms[Math.min(Math.max(at + step, 0), zooms.length - 1)] ?? 1;
}

/** A quarter to the right. */
export const turnRight = (turned: number): number => (turned + 90) % 360;

type Size = { width: number; height: number };
type Style = Record<'width' | 'height' | 'transform', string>;

/**
 * The frame is as wide as the stage times the zoom and as high as the photo then is; a photo that lies on its side is
 * drawn with its sides swapped and turned about its middle. Percentages, so that no stage has to be measured.
 */
export function frameOf(
  size: Size,
  zoom: number,
  turned: number,
): { frame: { width: string; paddingTop: string }; photo: Style } {
  const isOnSide = turned % 180 === 90;
  const ratio = size.height / size.width;
  const width = `${zoom * 100}%`;
  const percent = (share: number) => `${Number((share * 100).toFixed(2))}%`;
  const transform = `translate(-50%, -50%) rotate(${turned}deg)`;
  if (!isOnSide) {
    const paddingTop = percent(zoom * ratio);
    return { frame: { width, paddingTop }, photo: { width: '100%', height: '100%', transform } };
  }
  return {
    frame: { width, paddingTop: percent(zoom / ratio) },
    photo: { width: percent(1 / ratio), height: percent(ratio), transform },
  };
}
