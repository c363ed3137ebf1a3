// The connection dies during COMMIT: what was written stands, and nobody hears of it.
import type { TestApp } from './app.ts';

/** Whatever `work` writes first to paper_page is committed, and the answer is lost. */
export async function losingCommit<T>({ deps: { db } }: TestApp, work: () => Promise<T>): Promise<T> {
  const begin = db.transaction.bind(db);
  const countPages = async () => {
    const { pages } = await db
      .selectFrom('paper_page')
      .select(({ fn }) => fn.countAll<number>().as('pages'))
      .executeTakeFirstOrThrow();
    return pages;
  };
  const before = await countPages();
  let lost = false;
  const execute = async (rows: Parameters<ReturnType<typeof begin>['execute']>[0]) => {
    const result = await begin().execute(rows);
    if (lost || (await countPages()) === before) return result;
    lost = true;
    throw Object.assign(new Error('Connection lost: The server closed the connection.'), {
      code: 'PROTOCOL_CONNECTION_LOST',
      fatal: true,
    });
  };
  const spy = jest
    .spyOn(db, 'transaction')
    .mockImplementation(() => ({ execute }) as ReturnType<typeof begin>);
  try {
    const result = await work();
    if (!lost) throw new Error('nothing was written whose answer could be lost');
    return result;
  } finally {
    spy.mockRestore();
  }
}
