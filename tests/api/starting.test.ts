import { startApp } from '../support/strapi';

describe('a start that fails', () => {
  // Strapi closes its server and database only after every plugin's own end went well.
  it('says what failed and leaves nothing open', async () => {
    const started = startApp({
      prepare() {
        throw new Error('what a project does at start');
      },
    });
    await expect(started).rejects.toThrow('what a project does at start');
    await new Promise((resolve) => setTimeout(resolve, 200));
    const open = process.getActiveResourcesInfo().filter((resource) => /Server|TCP/u.test(resource));
    expect(open).toEqual([]);
  });

  it('names every wrong member of the configuration', async () => {
    const started = startApp({ config: { sessions: {}, password: { minLength: 4 } } });
    await expect(started).rejects.toThrow(/password\.minLength.*|sessions/su);
  });

  it('says in production that the address is missing that customers reach, and what to set', async () => {
    for (const url of ['', '/cms']) {
      const started = startApp({ settings: { environment: 'production', 'server.url': url } });
      await expect(started).rejects.toThrow(/Set "url" in config\/server, or "publicUrl"/u);
    }
  });

  it('refuses the payment sandbox in production, and says what to do', async () => {
    const providerOptions = { url: 'http://127.0.0.1:4820', secret: 'secret-of-the-sandbox' };
    const started = startApp({
      settings: { environment: 'production' },
      config: {
        publicUrl: 'https://portal.example.com',
        payments: { providers: { sandbox: { provider: 'sandbox', providerOptions } } },
      },
    });
    await expect(started).rejects.toThrow(/"sandbox" takes no money, .* inProduction: 'takes no money'/u);
  });
});
