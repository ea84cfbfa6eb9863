// Draws the PNG icons from the same arch as icon.svg, by distance to its lines; no image library needed.
import { writeFileSync } from "node:fs";
import { deflateSync } from "node:zlib";

const PAPER = [0xf7, 0xf3, 0xec];
const PINE = [0x14, 0x50, 0x4a];
const WHITE = [0xff, 0xff, 0xff];

/** The arch as short straight lines, then deck and posts: [x1, y1, x2, y2, half width] in a box of 64. */
function lines() {
  const found = [];
  const at = (t, a, b, c, d) => {
    const u = 1 - t;
    return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
  };
  const point = (t) => [at(t, 10, 16, 48, 54), at(t, 42, 20, 20, 42)];
  for (let step = 0; step < 32; step += 1) found.push([...point(step / 32), ...point((step + 1) / 32), 2.5]);
  found.push([10, 42, 54, 42, 1.5], [22, 41, 22, 31, 1.5], [32, 41, 32, 28, 1.5], [42, 41, 42, 31, 1.5]);
  return found;
}

const LINES = lines();

function distance(x, y, [x1, y1, x2, y2, half]) {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const t = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - x1 - t * dx, y - y1 - t * dy) - half;
}

/** How far inside a rounded square; negative is inside. */
function corner(x, y, radius) {
  const [dx, dy] = [Math.abs(x - 32) - (32 - radius), Math.abs(y - 32) - (32 - radius)];
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
}

const cover = (gap, pixel) => Math.max(0, Math.min(1, 0.5 - gap / pixel));

function draw(size, { scale = 1, radius = 14, ground = PAPER, ink = PINE }) {
  const rows = [];
  const pixel = 64 / size;
  for (let row = 0; row < size; row += 1) {
    rows.push(0);
    for (let column = 0; column < size; column += 1) {
      const [x, y] = [(column + 0.5) * pixel, (row + 0.5) * pixel];
      const [sx, sy] = [(x - 32) / scale + 32, (y - 33) / scale + 33];
      const drawn = cover(Math.min(...LINES.map((line) => distance(sx, sy, line))) * scale, pixel);
      const base = ground ?? ink;
      for (let band = 0; band < 3; band += 1)
        rows.push(Math.round(base[band] + (ink[band] - base[band]) * drawn));
      rows.push(Math.round(255 * (ground ? cover(corner(x, y, radius), pixel) : drawn)));
    }
  }
  return png(size, Buffer.from(rows));
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), body.length + 4);
  return out;
}

function crc(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
  }
  return ~sum >>> 0;
}

function png(size, rows) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 6, 0, 0, 0], 8);
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    mark,
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const into = (name) => new URL(`../public/${name}`, import.meta.url);
writeFileSync(into("icon-192.png"), draw(192, {}));
writeFileSync(into("icon-512.png"), draw(512, {}));
writeFileSync(into("icon-maskable-512.png"), draw(512, { scale: 0.8, radius: 0 }));
writeFileSync(into("icon-badge.png"), draw(96, { ground: null, ink: WHITE, scale: 1.15 }));
