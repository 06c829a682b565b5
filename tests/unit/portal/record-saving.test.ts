import { describe, expect, it } from '@jest/globals';
import type { RecordDetail } from '../../../plugin/contract/customer/modules';
import { ApiError } from '../../../portal/src/api/api-error';
import { createSaver, holds, isPassing, type Way } from '../../../portal/src/modules/editor/saving';

interface Asked {
  key: string;
  body: { values: Record<string, unknown>; submit: boolean; revision?: number };
}

/** A server that keeps one record, makes it once for a key, and can lose its answers, from one of them on. */
function server({ lose = 0, from = 1 } = {}) {
  const asked: Asked[] = [];
  let lost = 0;
  let record: Pick<RecordDetail, 'id' | 'revision' | 'values' | 'state'> | undefined;
  const way = (async (key: string, { body = { values: {}, submit: false } }: Partial<Asked>) => {
    asked.push({ key, body });
    if (key.startsWith('GET')) return record;
    const state = body.submit ? 'submitted' : 'draft';
    if (key.startsWith('POST')) record ??= { id: 'r', revision: 1, values: body.values, state };
    else {
      if (record?.revision !== body.revision) throw new ApiError('conflict', { status: 409 });
      record = { id: 'r', revision: (body.revision ?? 0) + 1, values: body.values, state };
    }
    if (asked.length >= from && lost < lose) {
      lost += 1;
      throw new ApiError('network');
    }
    return record;
  }) as unknown as Way;
  return { way, asked, held: () => record };
}

const wanted = (way: Way, title: string, submit = false) => ({ values: { title }, submit, way });

describe('saving a record', () => {
  it('makes it once and changes it from then on', async () => {
    const { way, asked } = server();
    const saver = createSaver({ module: 'm', key: 'k' });
    await saver.save(wanted(way, 'a'));
    await saver.save(wanted(way, 'b'));
    expect(asked.map(({ key }) => key.slice(0, 4))).toEqual(['POST', 'PUT ']);
    expect(asked[1]?.body.revision).toBe(1);
  });

  it('saves one at a time, each over the one before', async () => {
    const { way, held } = server();
    const saver = createSaver({ module: 'm', key: 'k' });
    await Promise.all(['a', 'b', 'c'].map((title) => saver.save(wanted(way, title))));
    expect(held()).toMatchObject({ revision: 3, values: { title: 'c' } });
  });

  it('keeps what was typed after an answer got lost', async () => {
    const { way, held } = server({ lose: 1 });
    const saver = createSaver({ module: 'm', key: 'k' });
    await expect(saver.save(wanted(way, 'a'))).rejects.toThrow('network');
    await saver.save(wanted(way, 'b', true));
    expect(held()).toMatchObject({ values: { title: 'b' }, state: 'submitted' });
  });

  it('goes on after the answer to a change got lost, as if nobody else had been faster', async () => {
    for (const next of ['b', 'c']) {
      const { way, held } = server({ lose: 1, from: 2 });
      const saver = createSaver({ module: 'm', key: 'k' });
      await saver.save(wanted(way, 'a'));
      await expect(saver.save(wanted(way, 'b'))).rejects.toThrow('network');
      expect(await saver.save(wanted(way, next))).toMatchObject({ values: { title: next } });
      expect(held()).toMatchObject({ values: { title: next }, revision: next === 'b' ? 2 : 3 });
    }
  });

  it('tells of somebody who was faster, though an answer got lost before', async () => {
    const { way, held } = server({ lose: 1, from: 2 });
    const [here, there] = [createSaver({ module: 'm', key: 'k' }), createSaver({ module: 'm', key: 'k', start: { id: 'r', revision: 2 } })];
    await here.save(wanted(way, 'a'));
    await expect(here.save(wanted(way, 'b'))).rejects.toThrow('network');
    await there.save(wanted(way, 'theirs'));
    await expect(here.save(wanted(way, 'b'))).rejects.toMatchObject({ code: 'conflict' });
    expect(held()).toMatchObject({ values: { title: 'theirs' } });
  });

  it('asks once where nothing was typed after the lost answer', async () => {
    const { way, asked } = server({ lose: 1 });
    const saver = createSaver({ module: 'm', key: 'k' });
    await expect(saver.save(wanted(way, 'a'))).rejects.toThrow();
    await saver.save(wanted(way, 'a'));
    expect(asked).toHaveLength(2);
  });

  it('does not trust that a record is as typed now, where an earlier page may have made it', async () => {
    const { way, held } = server({ lose: 1 });
    await expect(createSaver({ module: 'm', key: 'k' }).save(wanted(way, 'old'))).rejects.toThrow();
    await createSaver({ module: 'm', key: 'k', maybeMade: true }).save(wanted(way, 'new'));
    expect(held()?.values).toEqual({ title: 'new' });
  });

  it('tells when somebody was faster, and goes on from the version that was looked at', async () => {
    const { way, held } = server();
    await createSaver({ module: 'm', key: 'k' }).save(wanted(way, 'theirs'));
    const saver = createSaver({ module: 'm', key: 'x', start: { id: 'r', revision: 0 } });
    await expect(saver.save(wanted(way, 'mine'))).rejects.toThrow('conflict');
    saver.rebase({ id: 'r', revision: 1 });
    await saver.save(wanted(way, 'mine'));
    expect(held()?.values).toEqual({ title: 'mine' });
  });
});

describe('holds', () => {
  it('overlooks what was not sent', () => {
    expect(holds({ a: 1, parts: [{ id: '1', name: 'x' }], more: true }, { a: 1, parts: [{ name: 'x' }] })).toBe(true);
    expect(holds({ a: null, b: [] }, { a: [], b: null, c: undefined })).toBe(true);
    expect(holds({ parts: [] }, { parts: [{ name: 'x' }] })).toBe(false);
    expect(holds({ a: '1' }, { a: 1 })).toBe(false);
  });
});

describe('isPassing', () => {
  it('is a matter of the line or of the server, not of what was typed', () => {
    expect(isPassing(new ApiError('network'))).toBe(true);
    expect(isPassing(new ApiError('unexpected', { status: 503 }))).toBe(true);
    expect(isPassing(new ApiError('invalid-request', { status: 400 }))).toBe(false);
    expect(isPassing(new ApiError('signed-out', { status: 401 }))).toBe(false);
  });
});
