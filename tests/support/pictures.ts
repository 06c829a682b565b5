import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

function chunk(type: string, data: Buffer): Buffer {
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(Buffer.concat([Buffer.from(type), data])));
  return Buffer.concat([length, Buffer.from(type), data, sum]);
}

const words = (...numbers: number[]): Buffer => Buffer.from(Uint32Array.from(numbers).buffer).swap32();

/** A square PNG of one bit a pixel, the same line again and again: small on the way and large unpacked. */
export function png(side: number, { frames }: { frames?: number } = {}): Buffer {
  const line = Buffer.from(Array.from({ length: Math.ceil(side / 8) + 1 }, (_, index) => (index === 0 ? 0 : (index * 31) % 251)));
  const data = deflateSync(Buffer.concat(Array.from({ length: side }, () => line)));
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', Buffer.concat([words(side, side), Buffer.from([1, 0, 0, 0, 0])])),
    ...(frames ? [chunk('acTL', words(frames, 0))] : []),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A GIF of many frames, whose canvas is `canvas` wide and high as its header says. */
export function gif(side: number, frames: number, canvas = side): Buffer {
  const size = (one: number): Buffer => Buffer.from(Uint16Array.of(one, one).buffer);
  const frame = Buffer.concat([Buffer.from([0x2c, 0, 0, 0, 0]), size(side), Buffer.from([0, 2, 2, 0x4c, 0x01, 0])]);
  const start = Buffer.concat([Buffer.from('GIF89a'), size(canvas), Buffer.from([0x80, 0, 0, 0, 0, 0, 255, 255, 255])]);
  return Buffer.concat([start, ...Array.from({ length: frames }, () => frame), Buffer.from([0x3b])]);
}
