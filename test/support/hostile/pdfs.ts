/** PDFs that do something, hide something, weigh something, or are none. */
import { deflateSync } from 'node:zlib';

import { zeros } from './bombs.ts';
import { kind, latin, payload, type HostileKind } from './kind.ts';
import { onePage, packedPage, skeleton, writePdf, writeRevision, type Parts } from './pdf-writer.ts';
import { writeZip } from './zip-writer.ts';

const notSafe = 'paper_not_safe';
const unreadable = 'paper_unreadable';
const script = `<</S/JavaScript/JS(app.alert\\('${payload}'\\))>>`;
const note = (about: string) => `/Annots[<</Type/Annot/Rect[0 0 9 9]${about}>>]`;
const acts = (action: string) => onePage({ page: note(`/Subtype/Link/A<<${action}>>`) });

/** Names of what a paper never does. */
const doing: HostileKind[] = [
  kind('pdf-script-on-open', 'runs a script when opened', notSafe, () =>
    onePage({ catalog: '/OpenAction 9 0 R', more: { 9: script } }),
  ),
  kind('pdf-script-named', 'runs the scripts of its name tree', notSafe, () =>
    onePage({ catalog: `/Names<</JavaScript<</Names[(a)${script}]>>>>` }),
  ),
  kind('pdf-script-spelled', 'a script whose name is spelled in hex', notSafe, () =>
    onePage({ catalog: '/OpenAction 9 0 R', more: { 9: `<</S/J#61va#53cript/#4a#53(${payload})>>` } }),
  ),
  kind('pdf-script-packed', 'a script in packed objects', notSafe, () =>
    packedPage({ catalog: '/OpenAction 9 0 R', more: { 9: script } }),
  ),
  kind('pdf-script-pack-untyped', 'a script in packed objects that do not say so', notSafe, () =>
    packedPage({ pack: '', catalog: '/OpenAction 9 0 R', more: { 9: script } }),
  ),
  kind('pdf-script-update', 'a script in a later revision', notSafe, () => {
    const first = onePage();
    const parts: Parts = { 1: '<</Type/Catalog/Pages 2 0 R/OpenAction 9 0 R>>', 9: script };
    const prev = first.lastIndexOf('xref\n0 1');
    return Buffer.concat([first, writeRevision(parts, first.length, { trailer: `/Prev ${prev}` })]);
  }),
  kind('pdf-page-action', 'acts when a page is turned', notSafe, () =>
    onePage({ page: '/AA<</O<</S/GoTo/D[3 0 R/Fit]>>>>' }),
  ),
  kind('pdf-launch', 'starts a program', notSafe, () => acts(`/S/Launch/F(${payload}.exe)`)),
  kind('pdf-print', 'opens the printer', notSafe, () => acts('/S/Named/N/Print')),
  kind('pdf-submit', 'sends its fields away', notSafe, () =>
    acts(`/S/SubmitForm/F(https://x.example/${payload})`),
  ),
  kind('pdf-import', 'reads data from a file', notSafe, () => acts('/S/ImportData/F(/etc/passwd)')),
  kind('pdf-link', 'leads to a web page', notSafe, () => acts(`/S/URI/URI(https://x.example/${payload})`)),
  kind('pdf-goto-remote', 'leads to a file elsewhere', notSafe, () =>
    acts('/S/GoToR/F(\\\\\\\\x\\\\share\\\\a.pdf)/D[0/Fit]'),
  ),
  kind('pdf-goto-embedded', 'leads into a file inside', notSafe, () => acts('/S/GoToE/D[0/Fit]')),
  kind('pdf-attachment', 'carries a program', notSafe, () =>
    onePage({
      catalog: '/Names<</EmbeddedFiles<</Names[(a.exe)9 0 R]>>>>',
      more: {
        9: '<</Type/Filespec/F(a.exe)/EF<</F 10 0 R>>>>',
        10: { dict: '/Type/EmbeddedFile', data: latin(`MZ${payload}`) },
      },
    }),
  ),
  kind('pdf-attachment-note', 'carries a file in a note', notSafe, () =>
    onePage({ page: note('/Subtype/FileAttachment') }),
  ),
  kind('pdf-portfolio', 'is a cover for other files', notSafe, () =>
    onePage({ catalog: '/Collection<</View/T>>' }),
  ),
  kind('pdf-xfa', 'a form that is a program', notSafe, () =>
    onePage({
      catalog: '/AcroForm<</XFA 9 0 R>>',
      more: { 9: { dict: '', data: latin(`<xdp>${payload}</xdp>`) } },
    }),
  ),
  kind('pdf-rich-media', 'plays Flash', notSafe, () => onePage({ page: note('/Subtype/RichMedia') })),
  kind('pdf-rendition', 'plays a film', notSafe, () => acts('/S/Rendition/OP 0')),
  kind('pdf-movie', 'plays an old film', notSafe, () => onePage({ page: note('/Subtype/Movie') })),
  kind('pdf-sound', 'plays a sound', notSafe, () => onePage({ page: note('/Subtype/Sound') })),
  kind('pdf-3d', 'shows a solid body', notSafe, () => onePage({ page: note('/Subtype/3D') })),
  kind('pdf-elsewhere', 'takes its content from another file', notSafe, () =>
    onePage({ more: { 4: { dict: '/F(/etc/passwd)', data: Buffer.alloc(0) } } }),
  ),
];

/** Where some viewers look and others do not. */
const hiding: HostileKind[] = [
  kind('pdf-object-in-string', 'an object within a string', notSafe, () =>
    onePage({ more: { 9: `(7 0 obj ${payload} endobj)` } }),
  ),
  kind('pdf-object-in-comment', 'an object within a comment', notSafe, () =>
    onePage({ opening: `% 7 0 obj (${payload}) endobj\n` }),
  ),
  kind('pdf-object-in-stream', 'an object within the bytes of another', notSafe, () =>
    onePage({ more: { 4: { dict: '', data: latin(`7 0 obj ${script} endobj`) } } }),
  ),
  kind('pdf-table-into-stream', 'a table that leads into a stream', notSafe, () => {
    const hidden = latin(`7 %\n0 %\nobj (${payload}) endobj`);
    const base = onePage({ more: { 4: { dict: '', data: hidden } } });
    const place = base.indexOf(hidden);
    const text = base
      .toString('latin1')
      .replace('trailer', `7 1\n${String(place).padStart(10, '0')} 00000 n \ntrailer`);
    return latin(text);
  }),
  kind('pdf-key-twice', 'a key twice, for readers that differ', notSafe, () =>
    onePage({ catalog: '/Pages 9 0 R' }),
  ),
  kind('pdf-zip-after', 'a ZIP behind it', notSafe, () =>
    Buffer.concat([onePage(), writeZip({ a: latin(payload) })]),
  ),
  kind('pdf-zip-inside', 'a ZIP in a stream', notSafe, () =>
    onePage({ more: { 9: { dict: '', data: writeZip({ a: latin(payload) }) } } }),
  ),
  kind('pdf-html-comment', 'a web page in a comment', notSafe, () =>
    onePage({ opening: `%<html><script>${payload}</script></html>\n` }),
  ),
  kind('pdf-html-stream', 'a web page in a stream', notSafe, () =>
    onePage({ more: { 9: { dict: '', data: latin(`<!DOCTYPE html>${payload}`) } } }),
  ),
  kind('pdf-php', 'a PHP script in a string', notSafe, () =>
    onePage({ more: { 9: `(<?php system\\('${payload}'\\))` } }),
  ),
  kind('pdf-pe-after', 'a Windows program behind it', unreadable, () =>
    Buffer.concat([onePage(), latin(`MZ${payload}`)]),
  ),
  kind('pdf-script-after', 'a shell script between its objects', unreadable, () =>
    onePage({ opening: `\nexec sh -c ${payload}\n` }),
  ),
];

/** Small to send, large to open. */
const weighing: HostileKind[] = [
  kind('pdf-bomb', 'a stream of 600 MB', notSafe, () =>
    onePage({ more: { 4: { dict: '/Filter/FlateDecode', data: zeros(600_000_000) } } }),
  ),
  kind('pdf-bomb-nested', 'a packed stream packed again', notSafe, () =>
    onePage({
      more: { 4: { dict: '/Filter[/FlateDecode/FlateDecode]', data: deflateSync(zeros(600_000_000)) } },
    }),
  ),
  kind('pdf-bomb-deep', 'a stream packed five times', notSafe, () =>
    onePage({
      more: { 4: { dict: `/Filter[${'/FlateDecode'.repeat(5)}]`, data: deflateSync(Buffer.alloc(9)) } },
    }),
  ),
  kind('pdf-bomb-run-length', 'runs of a byte, packed', notSafe, () =>
    onePage({
      more: {
        4: {
          dict: '/Filter[/FlateDecode/RunLengthDecode]',
          data: deflateSync(Buffer.alloc(9_000_000, Buffer.from([129, 0]))),
        },
      },
    }),
  ),
  kind('pdf-bomb-objects', 'packed objects of 50 MB', notSafe, () =>
    onePage({
      more: { 9: { dict: '/Type/ObjStm/N 1/First 4/Filter/FlateDecode', data: zeros(50_000_000) } },
    }),
  ),
  kind('pdf-bomb-index', 'packed objects without number', notSafe, () =>
    onePage({ more: { 9: { dict: '/Type/ObjStm/N 999999999/First 4', data: latin('1 0 null') } } }),
  ),
  kind('pdf-bomb-overlap', 'a hundred thousand packed objects in one place', notSafe, () => {
    const index = '1 0 '.repeat(100_000);
    const data = deflateSync(latin(`${index}[${'0 '.repeat(1000)}]`));
    return onePage({
      more: { 9: { dict: `/Type/ObjStm/N 100000/First ${index.length}/Filter/FlateDecode`, data } },
    });
  }),
  kind('pdf-many-tokens', 'two million numbers', notSafe, () =>
    onePage({ more: { 9: `[${'0 '.repeat(2_000_000)}]` } }),
  ),
  kind('pdf-many-streams', 'thirty thousand streams', notSafe, () => {
    const more: Parts = {};
    for (let number = 10; number < 30_010; number += 1) more[number] = { dict: '', data: Buffer.alloc(0) };
    return onePage({ more });
  }),
  kind('pdf-deep-array', 'arrays in arrays without end', notSafe, () =>
    onePage({ more: { 9: '['.repeat(200_000) } }),
  ),
  kind('pdf-picture', 'a picture of 50,000 by 50,000', 'paper_too_large', () =>
    onePage({
      more: {
        9: {
          dict: '/Subtype/Image/Width 50000/Height 50000/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode',
          data: zeros(1_000_000),
        },
      },
    }),
  ),
  kind('pdf-picture-lies', 'a JPEG larger than the PDF says', 'paper_too_large', () =>
    onePage({
      more: {
        9: {
          dict: '/Subtype/Image/Width 10/Height 10/Filter/DCTDecode',
          data: Buffer.from('ffd8ffc0000b08ea60ea60010111 00'.replaceAll(' ', ''), 'hex'),
        },
      },
    }),
  ),
  kind('pdf-picture-2000', 'a JPEG 2000 larger than the PDF says', 'paper_too_large', () =>
    onePage({
      more: {
        9: {
          dict: '/Subtype/Image/Width 10/Height 10/Filter/JPXDecode',
          data: Buffer.from(`ff4fff5100290000${'0000ea60'.repeat(4)}`, 'hex'),
        },
      },
    }),
  ),
  kind('pdf-picture-fax', 'a fax a million wide', 'paper_too_large', () =>
    onePage({
      more: {
        9: {
          dict: '/Subtype/Image/Width 10/Height 3000/Filter/CCITTFaxDecode/DecodeParms<</Columns 1000000>>',
          data: Buffer.alloc(9),
        },
      },
    }),
  ),
  kind('pdf-pictures', 'twelve pictures of 49 million pixels', notSafe, () => {
    const more: Parts = {};
    for (let number = 10; number < 22; number += 1) {
      more[number] = {
        dict: '/Subtype/Image/Width 7000/Height 7000/Filter/CCITTFaxDecode',
        data: Buffer.alloc(9),
      };
    }
    return onePage({ more });
  }),
];

const kids = (numbers: number[]) => numbers.map((number) => `${number} 0 R`).join(' ');

/** Trees and tables that do not hold together. */
const broken: HostileKind[] = [
  kind('pdf-pages-loop', 'pages that contain themselves', notSafe, () =>
    onePage({ more: { 2: '<</Type/Pages/Kids[2 0 R]/Count 1>>' } }),
  ),
  kind('pdf-pages-deep', 'pages nested a hundred deep', notSafe, () => {
    const more: Parts = { 2: '<</Type/Pages/Kids[10 0 R]/Count 1>>' };
    for (let number = 10; number < 110; number += 1)
      more[number] = `<</Type/Pages/Kids[${number + 1} 0 R]/Count 1>>`;
    return onePage({ more });
  }),
  kind('pdf-pages-many', '31 pages', 'paper_too_many_pages', () => {
    const numbers = Array.from({ length: 31 }, (_none, index) => index + 10);
    const more: Parts = { 2: `<</Type/Pages/Kids[${kids(numbers)}]/Count 31>>` };
    for (const number of numbers) more[number] = '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>';
    return onePage({ more });
  }),
  kind('pdf-pages-untyped', '31 pages that do not say so', 'paper_too_many_pages', () => {
    const numbers = Array.from({ length: 31 }, (_none, index) => index + 10);
    const more: Parts = { 2: `<</Type/Pages/Kids[${kids(numbers)}]/Count 1>>` };
    for (const number of numbers) more[number] = '<</Parent 2 0 R/MediaBox[0 0 9 9]>>';
    return onePage({ more });
  }),
  kind('pdf-pages-none', 'no page', unreadable, () =>
    onePage({ more: { 2: '<</Type/Pages/Kids[]/Count 0>>' } }),
  ),
  kind('pdf-pages-gone', 'a page that is not there', unreadable, () =>
    onePage({ more: { 2: '<</Type/Pages/Kids[77 0 R]/Count 1>>' } }),
  ),
  kind('pdf-no-root', 'no catalog', unreadable, () => onePage({ trailer: '/Root 88 0 R' })),
  kind('pdf-tables-loop', 'tables that follow themselves', notSafe, () => {
    const at = onePage().lastIndexOf('xref\n0 1');
    return onePage({ trailer: `/Prev ${String(at).padStart(1)}` });
  }),
  kind('pdf-table-gone', 'a table that is not there', unreadable, () =>
    latin(
      onePage()
        .toString('latin1')
        .replace(/startxref\n\d+/, 'startxref\n5'),
    ),
  ),
  kind('pdf-locked', 'locked with a password', 'paper_locked', () =>
    onePage({ trailer: '/Encrypt<</Filter/Standard/V 2/R 3/P -4/O<00>/U<00>>>' }),
  ),
  kind('pdf-locked-stream', 'a stream locked by itself', 'paper_locked', () =>
    onePage({ more: { 4: { dict: '/Filter/Crypt', data: Buffer.alloc(9) } } }),
  ),
  kind('pdf-cut-early', 'the first tenth of it', unreadable, () => cut(0.1)),
  kind('pdf-cut-half', 'the first half of it', unreadable, () => cut(0.5)),
  kind('pdf-cut-late', 'all but its last bytes', unreadable, () => cut(0.99)),
  kind('pdf-damaged', 'a packed stream with a broken byte', unreadable, () => {
    const data = deflateSync(latin('0 0 1 rg 50 50 100 100 re f'.repeat(50)));
    data[12] = data.readUInt8(12) ^ 0xff;
    return onePage({ more: { 4: { dict: '/Filter/FlateDecode', data } } });
  }),
  kind('pdf-length-lies', 'a stream shorter than it says', unreadable, () =>
    onePage({ more: { 4: { dict: '/Length 5', data: latin('0 0 1 rg 50 50 100 100 re f') } } }),
  ),
  kind('pdf-unknown-filter', 'a stream packed in an unknown way', unreadable, () =>
    onePage({ more: { 4: { dict: '/Filter/SecretDecode', data: latin(payload) } } }),
  ),
];

function cut(share: number): Buffer {
  const whole = writePdf(skeleton({ more: { 9: `(${payload})` } }));
  return whole.subarray(0, Math.floor(whole.length * share));
}

export const hostilePdfs: readonly HostileKind[] = [...doing, ...hiding, ...weighing, ...broken];
