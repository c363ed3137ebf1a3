import { crc32, deflateRawSync } from 'node:zlib';

import { zeros } from './bombs.ts';

interface Entry {
  name: string;
  packed: Buffer;
  size: number;
  check: number;
}

export function writeZip(files: Record<string, Buffer>): Buffer {
  return writeEntries(
    Object.entries(files).map(([name, content]) => ({
      name,
      packed: deflateRawSync(content),
      size: content.length,
      check: crc32(content),
    })),
  );
}

/** Half a gigabyte in half a megabyte. */
export function bombZip(): Buffer {
  const size = 500_000_000;
  return writeEntries([{ name: 'page.jpg', packed: zeros(size, 'raw'), size, check: 0 }]);
}

function writeEntries(entries: Entry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, packed, size, check } of entries) {
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(8, 4);
    about.writeUInt32LE(check, 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(size, 18);
    about.writeUInt16LE(name.length, 22);
    const file = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), about, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), about, place, Buffer.from(name));
    files.push(file);
    at += file.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(index.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...files, index, Buffer.from('PK\x05\x06', 'latin1'), end]);
}
