export default async function teardown() {
  await globalThis.jestGround?.stop();
}
