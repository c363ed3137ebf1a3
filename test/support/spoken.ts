/** What a command writes while it runs, and its exit code. */
export async function listen(
  command: () => Promise<number>,
): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' };
  const keep = (key: 'out' | 'err') => (text: string | Uint8Array) => {
    written[key] += String(text);
    return true;
  };
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation(keep('out')),
    jest.spyOn(process.stderr, 'write').mockImplementation(keep('err')),
  ];
  try {
    const code = await command();
    return { code, ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
