// Draws the tab-bar icons (81×81 PNG, the size WeChat asks for) from a few shapes, so that no binary
// in the repository is without its source. Run: pnpm --filter @yijiutong/miniapp icons
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';

const SIZE = 81;
const STROKE = 4.6;
const QUIET = [92, 98, 94];
const CHOSEN = [10, 107, 69];

// Signed distances (px) to a shape: negative inside.
const segment = (ax, ay, bx, by) => (x, y) => {
  const t = Math.max(
    0,
    Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)),
  );
  return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
};
const box = (left, top, right, bottom, radius) => (x, y) => {
  const dx = Math.abs(x - (left + right) / 2) - (right - left) / 2 + radius;
  const dy = Math.abs(y - (top + bottom) / 2) - (bottom - top) / 2 + radius;
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
};
const disc = (cx, cy, radius) => (x, y) => Math.hypot(x - cx, y - cy) - radius;
const polygon = (points) => (x, y) => {
  let inside = false;
  let nearest = Infinity;
  points.forEach(([ax, ay], i) => {
    const [bx, by] = points[(i + 1) % points.length];
    nearest = Math.min(nearest, segment(ax, ay, bx, by)(x, y));
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside ? -nearest : nearest;
};
const above = (line) => (_x, y) => y - line;
const union =
  (...shapes) =>
  (x, y) =>
    Math.min(...shapes.map((shape) => shape(x, y)));
const both =
  (...shapes) =>
  (x, y) =>
    Math.max(...shapes.map((shape) => shape(x, y)));
const without = (shape, hole) => (x, y) => Math.max(shape(x, y), -hole(x, y));
const outline = (shape) => (x, y) => Math.abs(shape(x, y)) - STROKE / 2;
const line = (...at) => {
  const distance = segment(...at);
  return (x, y) => distance(x, y) - STROKE / 2;
};

const house = (x, y) =>
  polygon([
    [40.5, 17],
    [65, 37.5],
    [65, 65],
    [16, 65],
    [16, 37.5],
  ])(x, y) - 2;
const sheet = box(19, 13, 62, 68, 6);
const rows = union(line(30, 29, 51, 29), line(30, 41, 51, 41), line(30, 53, 42, 53));
const coin = disc(40.5, 40.5, 26.5);
const yuan = union(
  line(31, 27, 40.5, 40),
  line(50, 27, 40.5, 40),
  line(40.5, 40, 40.5, 56),
  line(31.5, 42, 49.5, 42),
  line(31.5, 49, 49.5, 49),
);
const head = disc(40.5, 27, 13);
const shoulders = both(disc(40.5, 71, 25.5), above(67));

const icons = {
  home: union(outline(house), line(40.5, 65, 40.5, 50)),
  'home-on': without(house, line(40.5, 70, 40.5, 50)),
  bills: union(outline(sheet), rows),
  'bills-on': without(sheet, rows),
  claims: union(outline(coin), yuan),
  'claims-on': without(coin, yuan),
  me: union(outline(head), outline(shoulders)),
  'me-on': union(head, shoulders),
};

const chunk = (type, data) => {
  const body = Buffer.concat([Buffer.from(type), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
};

const png = (shape, [r, g, b]) => {
  const raw = Buffer.alloc(SIZE * (SIZE * 4 + 1));
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const cover = Math.max(0, Math.min(1, 0.5 - shape(x + 0.5, y + 0.5)));
      raw.set([r, g, b, Math.round(cover * 255)], y * (SIZE * 4 + 1) + 1 + x * 4);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE);
  header.writeUInt32BE(SIZE, 4);
  header.set([8, 6, 0, 0, 0], 8); // 8 bits, RGBA
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(raw, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '../src/icons');
for (const [name, shape] of Object.entries(icons)) {
  writeFileSync(path.join(folder, `${name}.png`), png(shape, name.endsWith('-on') ? CHOSEN : QUIET));
}
