import { randomUUID } from 'node:crypto';
import { expect, type APIRequestContext } from '@playwright/test';
import { customerContact } from '../../../scripts/seed/accounts.mjs';
import type { EditorApi } from './editor-api';
import { API } from './places';

const REPAIR = 'api::repair-request.repair-request';
const HEADERS = { 'x-customer-portal': '1' };

interface Module {
  id: string;
  contentType: string;
}

/** Opens repair requests to customers, unless they are. */
export async function openRepairs(api: EditorApi): Promise<string> {
  const { data } = await api.send<{ data: Module[] }>('GET', '/customer-portal/modules');
  const open = data.find(({ contentType }) => contentType === REPAIR);
  if (open) return open.id;
  const levels = {
    title: 'mandatory',
    description: 'mandatory',
    urgency: 'mandatory',
    preferredDate: 'optional',
    parts: 'optional',
    internalNote: 'hidden',
  };
  const created = await api.send<{ data: Module }>('POST', '/customer-portal/modules', {
    contentType: REPAIR,
    name: 'Repairs',
    icon: 'wrench',
    enabled: true,
    audience: 'everyone',
    seen: 'customer',
    mayCreate: true,
    mayEdit: true,
    mayDraft: true,
    mayDelete: true,
    mayComment: true,
    approval: true,
    notify: [],
    columns: ['title', 'urgency'],
    fields: Object.fromEntries(Object.entries(levels).map(([name, level]) => [name, { level, default: null }])),
  });
  return created.data.id;
}

export interface Submission {
  id: string;
  /** Takes it back and deletes it, so that the next run finds the inbox as this one did. */
  remove: () => Promise<void>;
}

/** A repair request as the demo's customer submits it. */
export async function submitRepair(request: APIRequestContext, module: string, title: string): Promise<Submission> {
  const { email, password } = customerContact;
  const send = async (method: string, path: string, data?: object): Promise<{ id: string; revision: number }> => {
    const response = await request.fetch(`${API}${path}`, { method, headers: HEADERS, ...(data && { data }) });
    expect(response.ok(), `${method} ${path}: ${response.status()} ${await response.text()}`).toBe(true);
    return ((await response.json()) as { data: { id: string; revision: number } }).data;
  };
  await send('POST', '/session', { email, password });
  const text = (words: string, bold = false) => ({ type: 'text', text: words, ...(bold && { bold }) });
  const description = [{ type: 'paragraph', children: [text('It '), text('leaks', true), text(' when it is hot.')] }];
  const values = { title, description, urgency: 'High', preferredDate: '2027-03-04', parts: [{ name: 'Gasket', quantity: 2 }] };
  const { id } = await send('POST', `/modules/${module}/records`, { key: randomUUID(), values, submit: true });
  const path = `/modules/${module}/records/${id}`;
  return {
    id,
    remove: async () => {
      const { revision } = await send('GET', path);
      await send('POST', `${path}/withdraw`, { revision });
      await send('DELETE', path);
    },
  };
}
