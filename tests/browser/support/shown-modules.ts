import type { Page, Route } from '@playwright/test';
import type { ModuleDetail, RecordDetail, RecordEvent, RecordRow } from '../../../plugin/contract/customer/modules';
import type { Navigation } from '../../../plugin/contract/customer/navigation';
import { RECORD_STATES, type RecordState } from '../../../plugin/vocabulary';
import { API } from './places';

/**
 * Modules that exist in the browser alone, with a field of every type and a record in every state:
 * how they look does not depend on what the playground's content types happen to have.
 */
const id = (name: string): string => name.padEnd(24, 'x');
type Shown = ModuleDetail['fields'][number];
const field = (name: string, label: string, type: Shown['type'], more: Partial<Shown> = {}): Shown => ({
  name,
  label,
  type,
  level: 'optional',
  ...more,
});
const paragraph = (...texts: object[]) => ({ type: 'paragraph', children: texts.map((text) => ({ type: 'text', ...text })) });

const part = [
  field('name', 'Name', 'text', { level: 'mandatory', maxLength: 80 }),
  field('quantity', 'Quantity', 'integer', { level: 'mandatory', min: 1, max: 99, default: 1 }),
  field('checked', 'Checked by us', 'text', { level: 'read-only' }),
];
const place = [
  field('street', 'Street', 'text', { level: 'mandatory' }),
  field('photo', 'Photo of the place', 'media', { fileKinds: ['images'] }),
];

const repairs: ModuleDetail = {
  fileBytes: 20 * 1024 * 1024,
  id: id('repairs'),
  name: 'Repair requests',
  icon: 'wrench',
  seen: 'published',
  approval: true,
  may: { create: true, draft: true, comment: true },
  columns: [
    { name: 'title', label: 'Title', type: 'text', sortable: true },
    { name: 'urgency', label: 'Urgency', type: 'enumeration', sortable: true },
    { name: 'preferredDate', label: 'Preferred date', type: 'date', sortable: true },
    { name: 'estimate', label: 'Estimate', type: 'decimal', sortable: true },
  ],
  fields: [
    field('title', 'Title', 'text', { level: 'mandatory', minLength: 3, maxLength: 120 }),
    field('description', 'Description', 'blocks', { level: 'mandatory' }),
    field('urgency', 'Urgency', 'enumeration', { level: 'mandatory', options: ['Low', 'Normal', 'High'], default: 'Normal' }),
    field('preferredDate', 'Preferred date', 'date'),
    field('contactEmail', 'Contact email', 'email'),
    field('product', 'Product', 'relation', { module: id('repairs') }),
    field('others', 'Other machines', 'relation', { module: id('repairs'), multiple: true }),
    field('photos', 'Photos', 'media', { multiple: true, fileKinds: ['images'] }),
    field('parts', 'Spare part', 'component', { multiple: true, max: 10, fields: part }),
    field('place', 'Place', 'component', { fields: place }),
    field('asset', 'Asset number', 'biginteger'),
    field('callAt', 'Best time to call', 'time'),
    field('brokenSince', 'Broken since', 'datetime'),
    field('mayCall', 'May we call you?', 'boolean'),
    field('notes', 'Notes', 'multiline', { maxLength: 200 }),
    field('estimate', 'Estimate', 'decimal', { level: 'read-only' }),
    field('raw', 'Measurements', 'json', { level: 'read-only' }),
    field('findings', 'Findings', 'dynamic-zone', { level: 'read-only' }),
  ],
};

const event = (minute: number, kind: RecordEvent['kind'], mine: boolean, text: unknown[] | null = null): RecordEvent => ({
  id: id(`event${minute}`),
  at: `2026-03-20T09:${String(minute).padStart(2, '0')}:00.000Z`,
  kind,
  by: mine ? 'Nora Lindqvist' : 'Halden & Marsh',
  byEditor: !mine,
  mine,
  text,
});

const record = (state: RecordState, index: number): RecordDetail => ({
  id: id(`record${index}`),
  title:
    index === 1 ? 'The coffee grinder in the second kitchen makes a very loud noise and smells of burning' : `Grinder ${index + 1} is loud`,
  state,
  live: state === 'approved',
  foreign: false,
  revision: 1,
  createdAt: '2026-03-20T09:00:00.000Z',
  updatedAt: '2026-03-21T09:00:00.000Z',
  submittedAt: state === 'submitted' ? '2026-03-21T09:00:00.000Z' : null,
  filesKeptUntil: state === 'rejected' ? '2026-04-20T09:00:00.000Z' : null,
  values: {
    title: `Grinder ${index + 1} is loud`,
    description: [
      paragraph({ text: 'It makes a ' }, { text: 'very loud', bold: true }, { text: ' noise.' }),
      {
        type: 'list',
        format: 'ordered',
        children: ['Switch it on', 'Listen'].map((text) => ({ type: 'list-item', children: [{ type: 'text', text }] })),
      },
    ],
    urgency: 'Normal',
    preferredDate: '2026-04-03',
    contactEmail: 'nora@fjordlight.example',
    product: [id('record4')],
    others: [],
    photos: [id('photo')],
    parts: [
      { id: '4', name: 'Burr', quantity: 2, checked: 'In stock' },
      { id: '5', name: 'Belt', quantity: 1, checked: null },
    ],
    place: { id: '9', street: 'Long Street 1', photo: [] },
    asset: '9007199254740993',
    callAt: '09:30',
    brokenSince: '2026-03-18T09:30:00.000Z',
    mayCall: true,
    notes: 'The door code is at the reception.\nCall first.',
    estimate: 1129.9,
    raw: { decibels: [71, 84], checked: true },
    findings: [{ label: 'Finding', fields: [field('text', 'Text', 'text')], values: { text: 'The burr is worn.' } }],
  },
  files: [
    {
      id: id('photo'),
      name: 'a-photo-with-a-very-long-name-straight-from-the-camera-20260320.png',
      mime: 'image/png',
      size: 1_834_000,
      url: null,
    },
  ],
  related: { [id('record4')]: 'AB-123456' },
  history: [
    event(1, 'created', true),
    event(2, 'submitted', true),
    event(3, 'comment', false, [
      paragraph({ text: 'Could you send a ' }, { text: 'photo', underline: true }, { text: ' of the type plate?' }),
    ]),
    ...(state === 'rejected' ? [event(4, 'rejected', false, [paragraph({ text: 'The serial number is missing.' })])] : []),
  ],
  may: { edit: state !== 'submitted', draft: true, delete: state === 'draft', withdraw: state === 'submitted', comment: true },
});

const records = RECORD_STATES.map(record);

const row = ({ id: name, title, state, foreign, updatedAt, values }: RecordDetail): RecordRow => ({
  id: name,
  title,
  state,
  foreign,
  updatedAt,
  values: { title, urgency: String(values.urgency), preferredDate: String(values.preferredDate), estimate: Number(values.estimate) },
});

/** Addresses of the pages, below the portal's. */
export const shown = {
  list: `/modules/${repairs.id}`,
  empty: `/modules/${id('empty')}`,
  form: `/modules/${repairs.id}/new`,
  record: (state: RecordState) => `/modules/${repairs.id}/records/${id(`record${RECORD_STATES.indexOf(state)}`)}`,
} as const;

const empty: ModuleDetail = { ...repairs, id: id('empty'), name: 'Product registrations', seen: 'own' };

/** The smallest picture: one pixel, PNG. */
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

function answerTo(route: Route): Promise<void> {
  const url = new URL(route.request().url());
  const path = url.pathname.slice(`${API}/modules`.length);
  const answer = (data: unknown): Promise<void> => route.fulfill({ json: { data } });
  const [, module, part, name] = path.split('/');
  const detail = module === repairs.id ? repairs : empty;
  if (part === undefined) return answer(detail);
  if (part === 'files') return route.fulfill({ contentType: 'image/png', body: PIXEL });
  if (part === 'options') return answer(records.map(({ id: one, title }) => ({ id: one, title })));
  if (name !== undefined) return answer(records.find((one) => one.id === name));
  const q = url.searchParams.get('q') ?? '';
  const rows = detail === repairs ? records.filter(({ title }) => title.toLowerCase().includes(q)) : [];
  return answer({ rows: rows.map(row), page: 1, pageSize: 25, total: rows.length && rows.length + 50 });
}

/** Lets a page see these modules in place of the server's. */
export async function serveShownModules(page: Page): Promise<void> {
  await page.route(new RegExp(`${API}/modules/`), answerTo);
  await page.route(`**${API}/navigation`, async (route) => {
    const response = await route.fetch();
    if (!response.ok()) return route.fulfill({ response });
    const { data } = (await response.json()) as { data: Navigation };
    const modules = [repairs, empty].map(({ id: one, name, icon }) => ({ id: one, name, icon }));
    return route.fulfill({ response, json: { data: { ...data, modules } } });
  });
}
