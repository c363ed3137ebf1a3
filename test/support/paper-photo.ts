/** Photos of papers as a phone takes them: written lines on grainy paper, with what a camera writes into the file. */
import sharp from 'sharp';

import { seededChance } from './seeded.ts';

/** What somebody chooses on her phone. */
export type PhoneFile = { name: string; mimeType: string; bytes: Buffer };

const width = 1500;
const height = 2000;
const margin = 110;
/** How far a sensor is off at each pixel: without it, a photo would be far smaller than real ones are. */
const grain = 36;

/** @param lines what is written below the title, one under the other */
export async function photographPaper(title: string, lines: readonly string[]): Promise<PhoneFile> {
  const { data, info } = await sharp(Buffer.from(writePaper(title, lines)))
    .flatten({ background: '#f4f1e8' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const chance = seededChance(title.length + lines.join('').length);
  for (let at = 0; at < data.length; at += 1) {
    data[at] = Math.min(255, Math.max(0, (data[at] ?? 0) + (chance.next() - 0.5) * grain));
  }
  const { channels } = info;
  const bytes = await sharp(data, { raw: { width, height, channels } })
    .withExif({ IFD0: { Make: 'Example', Model: 'Camera' } })
    .jpeg({ quality: 88 })
    .toBuffer();
  return { name: `${title}.jpg`, mimeType: 'image/jpeg', bytes };
}

function writePaper(title: string, lines: readonly string[]): string {
  const rows = lines.map((line, at) => {
    const y = 440 + at * 110;
    return `<text x="${margin}" y="${y}" font-size="52">${line}</text><path d="M${margin} ${y + 30}H${width - margin}"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="Noto Sans CJK SC, sans-serif" fill="#222">
    <text x="${width / 2}" y="250" font-size="84" font-weight="bold" text-anchor="middle">${title}</text>
    <g stroke="#b9b5a8" stroke-width="2">${rows.join('')}</g>
    <circle cx="${width - 300}" cy="${height - 320}" r="160" fill="none" stroke="#c2342b" stroke-width="10"/>
    <text x="${width - 300}" y="${height - 305}" font-size="46" fill="#c2342b" text-anchor="middle" stroke="none">示例专用章</text>
  </svg>`;
}
