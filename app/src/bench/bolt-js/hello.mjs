// A hello-world app on bolt for JavaScript, to measure beside: answers every /cf5xx with one line.
// node hello.mjs PORT SIGNING_SECRET
import bolt from '@slack/bolt';

const [port, signingSecret] = process.argv.slice(2);
const app = new bolt.App({
  signingSecret,
  logLevel: 'error',
  authorize: async () => ({ botToken: 'xoxb-hello', botId: 'B1', botUserId: 'U1' }),
});
app.command('/cf5xx', async ({ ack }) => ack('Hello, world!'));
await app.start({ port: Number(port), host: '127.0.0.1' });
console.log('listening');
