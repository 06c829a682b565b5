import { randomUUID } from 'node:crypto';
import { modules } from '../../../scripts/seed/modules.mjs';
import { CustomerApi } from './customer-api';
import type { EditorApi } from './editor-api';
import { REGISTRATION, REPAIR } from './modules';

interface Module {
  id: string;
  contentType: string;
}

async function open(api: EditorApi, module: object & { contentType: string }): Promise<string> {
  const { data } = await api.send<{ data: Module[] }>('GET', '/customer-portal/modules');
  const there = data.find(({ contentType }) => contentType === module.contentType);
  return there ? there.id : (await api.send<{ data: Module }>('POST', '/customer-portal/modules', module)).data.id;
}

/** As the demo opens it, but for what is said otherwise. */
const asInTheDemo = (type: string, changes: object) => {
  const found = modules.find(({ contentType }) => contentType === type);
  if (!found) throw new Error(`The demo opens no ${type}.`);
  return { ...found, ...changes };
};

/** Opens repair requests to customers, unless they are. */
export const openRepairs = (api: EditorApi): Promise<string> => {
  const levels = {
    title: 'mandatory',
    description: 'mandatory',
    urgency: 'mandatory',
    preferredDate: 'optional',
    parts: 'optional',
    internalNote: 'hidden',
  };
  const fields = Object.fromEntries(Object.entries(levels).map(([name, level]) => [name, { level, default: null }]));
  return open(api, asInTheDemo(REPAIR, { name: 'Repairs', columns: ['title', 'urgency'], fields }));
};

/** The same with all that the demo's customers fill in, and with whom submissions are told to. */
export const openRepairRequests = (api: EditorApi, notify: string): Promise<string> => open(api, asInTheDemo(REPAIR, { notify: [notify] }));

/** Opens product registrations to customers, unless they are. */
export const openRegistrations = (api: EditorApi): Promise<string> => open(api, asInTheDemo(REGISTRATION, {}));

export interface Submission {
  id: string;
  /** Takes it back and deletes it, so that the next run finds the inbox as this one did. */
  remove: () => Promise<void>;
}

/** A record as the demo's customer drafts or submits it. */
export async function makeRecord(customer: CustomerApi, module: string, values: object, submit = true): Promise<string> {
  return (await customer.send<{ id: string }>('POST', `/modules/${module}/records`, { key: randomUUID(), values, submit })).id;
}

/** A repair request as the demo's customer submits it. */
export async function submitRepair(module: string, title: string): Promise<Submission> {
  const customer = await CustomerApi.signedIn();
  const text = (words: string, bold = false) => ({ type: 'text', text: words, ...(bold && { bold }) });
  const description = [{ type: 'paragraph', children: [text('It '), text('leaks', true), text(' when it is hot.')] }];
  const values = { title, description, urgency: 'High', preferredDate: '2027-03-04', parts: [{ name: 'Gasket', quantity: 2 }] };
  const id = await makeRecord(customer, module, values);
  const path = `/modules/${module}/records/${id}`;
  return {
    id,
    remove: async () => {
      const { revision } = await customer.send<{ revision: number }>('GET', path);
      await customer.send('POST', `${path}/withdraw`, { revision });
      await customer.send('DELETE', path);
      await customer.close();
    },
  };
}
