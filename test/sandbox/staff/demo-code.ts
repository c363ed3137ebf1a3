/** `npm run demo-code -- LOGIN`: the code that the authenticator of one of the demonstration's staff shows at this moment. */
import { demoStaff } from './demo-staff.ts';
import { secretOf, totpAt } from './totp.ts';

const stepSeconds = 30;

const [login] = process.argv.slice(2);
if (demoStaff.some((one) => one.login === login)) {
  const now = Date.now();
  const left = stepSeconds - (Math.floor(now / 1000) % stepSeconds);
  console.log(`${totpAt(secretOf(login!), now)}  （还有 ${left} 秒；一个码只能用一次）`);
} else {
  console.error(
    `用法：npm run demo-code -- 登录名。示范的登录名：${demoStaff.map((one) => one.login).join(' ')}`,
  );
  process.exitCode = 2;
}
