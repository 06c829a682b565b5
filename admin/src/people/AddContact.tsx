import { useNotification, useRBAC } from '@strapi/admin/strapi-admin';
import { Button, Modal } from '@strapi/design-system';
import { useEffect, useState, type FormEvent } from 'react';
import type { FoundContact } from '../../../plugin/contract/editor/memberships';
import type { CustomerPortalAccess, PortalStatus } from '../../../plugin/contract/editor/people';
import { canonicalEmail } from '../../../plugin/rules/email';
import { call } from '../api/client';
import { failureOf, type ApiFailure } from '../api/failure';
import { Confirm } from '../components/Confirm';
import { useMessages } from '../messages';
import { NEEDS } from '../permissions';
import { actsForOthers } from './acts-for';
import { FindContact } from './FindContact';
import { PersonStep, type Problem } from './PersonStep';
import { useDraft, type Draft } from './use-draft';

interface Props {
  customer: { id: string; name: string; status: PortalStatus };
  onClose: () => void;
  /** What the customer's contacts are now. */
  onAdded: (access: CustomerPortalAccess) => void;
}

/** What is known of somebody new from the words that found nobody. */
function guess({ search, email, firstName, lastName }: Draft): Partial<Draft> {
  const words = search.trim();
  if (email || firstName || lastName || words === '') return {};
  if (words.includes('@')) return { email: words };
  const [first = '', ...rest] = words.split(/\s+/u);
  return { firstName: first.slice(0, 100), lastName: rest.join(' ').slice(0, 100) };
}

/**
 * *Add contact*: finds the person or makes a new one, says who it is and for whom it acts, and adds it with its
 * role and invitation in one step. What is typed outlives whatever goes wrong; the form behind is not touched.
 */
export default function AddContact({ customer, onClose, onAdded }: Props) {
  const t = useMessages();
  const { toggleNotification } = useNotification();
  const { allowedActions } = useRBAC(NEEDS.people);
  const { draft, change, clear, dirty, restored } = useDraft(customer.id, customer.status);
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const { picked, making } = draft;

  // Closing the browser's tab asks as well.
  useEffect(() => {
    if (!dirty) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [dirty]);

  function update(part: Partial<Draft>): void {
    setProblem(undefined);
    change(part);
  }

  function close(): void {
    if (busy) return;
    if (dirty) setAsking(true);
    else onClose();
  }

  /** The address is somebody's: shows whose, so that the editor decides and not the computer. */
  async function showOwner(email: string): Promise<void> {
    const found = await call('GET /customers/:id/contacts', { params: { id: customer.id }, query: { search: email } });
    const owner = found.rows.find((row) => row.email === email);
    if (owner) change({ picked: owner, making: false, sure: false });
    setProblem(owner ? { kind: 'exists', email } : { kind: 'exists-unseen', email });
  }

  async function failed(failure: ApiFailure): Promise<void> {
    if (failure.code !== 'contact-exists') return setProblem({ kind: 'failure', failure });
    const email = canonicalEmail(draft.email) ?? draft.email;
    try {
      await showOwner(email);
    } catch {
      setProblem({ kind: 'exists-unseen', email });
    }
  }

  async function save(): Promise<void> {
    const { role, email, firstName, lastName } = draft;
    const invite = draft.invite && mayInvite && picked?.blocked !== true;
    if (picked && actsForOthers(picked) && !draft.sure) return setProblem({ kind: 'unsure' });
    if (!picked && canonicalEmail(email) === null) return setProblem({ kind: 'no-address' });
    setBusy(true);
    setProblem(undefined);
    try {
      const access = picked
        ? await call('POST /customers/:id/contacts/:contact', {
            params: { id: customer.id, contact: picked.id },
            body: { email: picked.email, role, invite },
          })
        : await call('POST /customers/:id/contacts', { params: { id: customer.id }, body: { email, firstName, lastName, role, invite } });
      clear();
      toggleNotification({ type: 'success', message: t('add.done', { name: nameOf(picked, draft), customer: customer.name }) });
      onAdded(access);
      onClose();
    } catch (error) {
      await failed(failureOf(error));
    } finally {
      setBusy(false);
    }
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    // The dialog may stand in the Content Manager's form, which would be saved too: React tells it of this one.
    event.stopPropagation();
    if (busy) return;
    if (picked || making) void save();
  }

  const mayInvite = allowedActions.canInvite === true;
  const step = picked !== null || making;
  return (
    <>
      <Modal.Root open onOpenChange={(open) => !open && close()}>
        <Modal.Content aria-describedby={undefined}>
          <Modal.Header closeLabel={t('close')}>
            {/* A long word would push the close button out of a phone's screen. */}
            <Modal.Title style={{ overflowWrap: 'anywhere' }}>{t('add.title', { customer: customer.name })}</Modal.Title>
          </Modal.Header>
          <form noValidate onSubmit={submit}>
            <Modal.Body>
              {step ? (
                <PersonStep
                  draft={draft}
                  customer={customer}
                  problem={problem}
                  restored={restored}
                  mayInvite={mayInvite}
                  busy={busy}
                  onChange={update}
                />
              ) : (
                <FindContact
                  customer={customer}
                  search={draft.search}
                  onSearch={(search) => update({ search })}
                  onPick={(contact) => update({ picked: contact, sure: false })}
                />
              )}
            </Modal.Body>
            <Modal.Footer gap={3}>
              <Button
                variant="tertiary"
                disabled={busy}
                onClick={step ? () => update({ picked: null, making: false, sure: false }) : close}
              >
                {step ? t('add.back') : t('close')}
              </Button>
              {/* Keys: as one element the second button would turn into the first while it is pressed, and send the form. */}
              {step ? (
                <Button key="add" type="submit" loading={busy} disabled={picked?.member === true}>
                  {picked ? t('add.confirm', { name: shortened(nameOf(picked, draft)) }) : t('add.confirm.new')}
                </Button>
              ) : (
                <Button key="new" variant="secondary" onClick={() => update({ making: true, ...guess(draft) })}>
                  {t('add.new')}
                </Button>
              )}
            </Modal.Footer>
          </form>
        </Modal.Content>
      </Modal.Root>
      <Confirm
        question={
          asking
            ? {
                title: t('add.discard.title'),
                body: [t('add.discard.what')],
                confirm: t('add.discard.confirm'),
                cancel: t('add.discard.keep'),
              }
            : undefined
        }
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          clear();
          onClose();
        }}
      />
    </>
  );
}

/** A name as a button has room for it. */
const shortened = (name: string): string => (name.length > 32 ? `${name.slice(0, 30).trimEnd()}…` : name);

function nameOf(picked: FoundContact | null, { firstName, lastName, email }: Draft): string {
  if (picked) return picked.name || picked.email;
  return [firstName.trim(), lastName.trim()].filter(Boolean).join(' ') || email.trim();
}
