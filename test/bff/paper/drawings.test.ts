/** What a PDF draws through another language or another file, and its likes that are honest. */
import { createInspector, type Inspector } from '../../../bff/src/paper/inspect/inspector.ts';
import { onePage } from '../../support/hostile/pdf-writer.ts';

let inspector: Inspector;
beforeAll(() => {
  inspector = createInspector();
});
afterAll(() => inspector.close());

async function inspect(file: Buffer) {
  async function* whole() {
    yield await Promise.resolve(file);
  }
  return inspector.inspect(whole(), file.length, 1);
}

const page = '/Resources<</XObject<</X 9 0 R>>/Font<</PS 8 0 R>>>>';
const drawing = (dict: string) =>
  onePage({
    page,
    more: {
      8: '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
      9: { dict: `/Type/XObject/BBox[0 0 9 9]${dict}`, data: Buffer.from('0 0 9 9 re f') },
      10: '<</Type/StructElem/S/Note/Ref[8 0 R]>>',
    },
  });

test.each([
  ['a PostScript program', '/Subtype/PS'],
  ['a PostScript program, as forms once held it', '/Subtype/Form/Subtype2/PS'],
  ['a PostScript program beside a form', '/Subtype/Form/PS 8 0 R'],
  ['a page of another file', '/Subtype/Form/Ref<</F(\\\\\\\\x\\\\share\\\\a.pdf)/Page 0>>'],
])('%s is refused', async (_, dict) => {
  expect(await inspect(drawing(dict))).toMatchObject({ ok: false, code: 'paper_not_safe' });
});

test('a font of that name and a text that joins its parts are taken', async () => {
  expect(await inspect(drawing('/Subtype/Form'))).toMatchObject({ ok: true, pdfPages: 1 });
});
