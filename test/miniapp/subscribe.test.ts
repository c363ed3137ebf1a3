// Leave to write through WeChat: asked for by a tap alone, for what the server names, and told to the server.
const templateIds = ['progress', 'mend', 'trust'];

async function load() {
  const [{ phone }, { session }, subscribe] = await Promise.all([
    import('./taro-api'),
    import('../../miniapp/src/services/session'),
    import('../../miniapp/src/services/subscribe.weapp'),
  ]);
  return { phone, session, ...subscribe };
}

/** The templates are asked for once in the life of the app: each test has an app of its own. */
async function openApp(named: readonly string[] = templateIds) {
  const apps: Awaited<ReturnType<typeof load>>[] = [];
  await jest.isolateModulesAsync(async () => void apps.push(await load()));
  const [app] = apps;
  if (app === undefined) throw new Error('the app did not open');
  app.session.begin('t', true);
  const { phone } = app;
  phone.answer = ({ method }) =>
    Promise.resolve(
      method === 'GET' ? { statusCode: 200, data: { templateIds: named } } : { statusCode: 204, data: null },
    );
  const reported = () => phone.sent.filter(({ method }) => method === 'POST').map(({ data }) => data);
  return { ...app, reported };
}

test('nothing is asked before the tap, and all at once with it', async () => {
  const { phone, prepareToSubscribe, askToSubscribe, reported } = await openApp();
  expect(await prepareToSubscribe()).toBe(true);
  expect(phone.leaveAsked).toEqual([]);
  const asking = askToSubscribe();
  // WeChat refuses whoever waits for something first.
  expect(phone.leaveAsked).toEqual([templateIds]);
  expect(await asking).toBe(3);
  expect(reported()).toEqual([
    { answers: templateIds.map((templateId) => ({ templateId, answer: 'accept' })) },
  ]);
});

test('a refusal is told to the server too', async () => {
  const { phone, prepareToSubscribe, askToSubscribe, reported } = await openApp();
  phone.leaveGiven = 'reject';
  await prepareToSubscribe();
  expect(await askToSubscribe()).toBe(0);
  expect(reported()).toMatchObject([{ answers: [{ answer: 'reject' }, {}, {}] }]);
});

test('where WeChat does not ask, nobody has allowed anything and nothing is reported', async () => {
  const { phone, prepareToSubscribe, askToSubscribe, reported } = await openApp();
  phone.leaveGiven = null;
  await prepareToSubscribe();
  expect(await askToSubscribe()).toBe(0);
  expect(reported()).toEqual([]);
});

test('without templates WeChat is not asked', async () => {
  const { phone, prepareToSubscribe, askToSubscribe } = await openApp([]);
  expect(await prepareToSubscribe()).toBe(false);
  expect(await askToSubscribe()).toBe(0);
  expect(phone.leaveAsked).toEqual([]);
});
