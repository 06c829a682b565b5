import { Box, Checkbox, Field, Flex, TextInput, Typography } from '@strapi/design-system';
import { useEffect, useRef } from 'react';
import type { PortalStatus } from '../../../plugin/contract/editor/people';
import type { FieldError } from '../../../plugin/contract/errors';
import type { ApiFailure } from '../api/failure';
import { Notice } from '../components/Notice';
import { failureText } from '../components/use-failure';
import { Line } from '../components/text';
import { LabelledField } from '../components/LabelledField';
import { useMessages, type Translate } from '../messages';
import { actsForOthers, useActsFor } from './acts-for';
import { ContactCard } from './ContactCard';
import { JoinFields } from './JoinFields';
import type { Draft } from './use-draft';

/** Why the person was not added yet. */
export type Problem =
  | { kind: 'unsure' | 'no-address' }
  | { kind: 'exists' | 'exists-unseen'; email: string }
  | { kind: 'failure'; failure: ApiFailure };

interface Props {
  draft: Draft;
  customer: { name: string; status: PortalStatus };
  problem: Problem | undefined;
  /** What is shown was typed before the page ended. */
  restored: boolean;
  mayInvite: boolean;
  busy: boolean;
  onChange: (part: Partial<Draft>) => void;
}

/** A refusal in words: those of Strapi or of the project where it is about a field that is not in this dialog. */
function refusalText(t: Translate, failure: ApiFailure, words: { name: string; customer: string }): string {
  const elsewhere = failure.fieldErrors.filter(({ path }: FieldError) => path.at(-1) !== 'email');
  if (failure.code === 'invalid-request' && (elsewhere.length > 0 || failure.fieldErrors.length === 0)) {
    const message = elsewhere.map(({ path, message: text }) => `${path.join('.')}: ${text}`).join(' ') || failure.message;
    return t('add.refused', { message });
  }
  if (failure.code === 'already-member') return t('add.already', words);
  if (failure.code === 'conflict') return t('add.changed', words);
  return failureText(t, failure);
}

/** The second step: who the person is that is about to be given access, what it becomes, and that it is the right one. */
export function PersonStep({ draft, customer, problem, restored, mayInvite, busy, onChange }: Props) {
  const t = useMessages();
  const { picked, role, invite } = draft;
  const words = { name: picked ? picked.name || picked.email : draft.email, customer: customer.name };
  const alert = useRef<HTMLDivElement>(null);
  // Long dialogs scroll: what went wrong is on top.
  useEffect(() => {
    // In braces: newer browsers return a promise, which React would call to clean up.
    if (problem?.kind !== 'unsure') alert.current?.scrollIntoView({ block: 'nearest' });
  }, [problem]);

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <div ref={alert} hidden={!problem && !restored}>
        {problem?.kind === 'failure' && (
          <Notice kind="danger" title={t('add.not-saved')}>
            {refusalText(t, problem.failure, words)}
          </Notice>
        )}
        {problem?.kind === 'exists' && (
          <Notice kind="warning" title={t('add.exists.title')}>
            {t('add.exists.what', { email: problem.email })}
          </Notice>
        )}
        {problem?.kind === 'exists-unseen' && (
          <Notice kind="danger" title={t('add.exists.title')}>
            {t('add.exists.unseen', { email: problem.email })}
          </Notice>
        )}
        {!problem && restored && <Notice kind="info">{t('add.restored')}</Notice>}
      </div>
      {picked ? (
        <Picked draft={draft} customer={customer} unsure={problem?.kind === 'unsure'} busy={busy} onChange={onChange} />
      ) : (
        <NewPerson draft={draft} wrongAddress={problem?.kind === 'no-address' || isAboutAddress(problem)} busy={busy} onChange={onChange} />
      )}
      <JoinFields
        customer={customer}
        email={picked ? picked.email : draft.email.trim()}
        role={role}
        invite={invite}
        blocked={picked?.blocked === true}
        mayInvite={mayInvite}
        disabled={busy}
        onChange={onChange}
      />
    </Flex>
  );
}

const isAboutAddress = (problem: Problem | undefined): boolean =>
  problem?.kind === 'failure' && problem.failure.fieldErrors.some(({ path }) => path.at(-1) === 'email');

type StepProps = Pick<Props, 'draft' | 'busy' | 'onChange'>;

function Picked({ draft, customer, unsure, busy, onChange }: StepProps & Pick<Props, 'customer'> & { unsure: boolean }) {
  const t = useMessages();
  const actsFor = useActsFor();
  const { picked, sure } = draft;
  const confirmation = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (unsure) confirmation.current?.scrollIntoView({ block: 'nearest' });
  }, [unsure]);
  if (!picked) return null;
  const name = picked.name || picked.email;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Flex direction="column" alignItems="stretch" gap={2}>
        <Typography tag="p" variant="pi" fontWeight="bold">
          {t('add.picked')}
        </Typography>
        <Box padding={3} background="neutral100" borderColor="neutral200" hasRadius>
          <ContactCard contact={picked} customer={customer.name} />
        </Box>
      </Flex>
      {picked.blocked && <Notice kind="warning">{t('add.blocked.why')}</Notice>}
      {actsForOthers(picked) && (
        <Notice kind="warning" title={t('add.other.title', { name })}>
          <Flex direction="column" alignItems="stretch" gap={3}>
            <Line>{t('add.other.what', { name, customers: actsFor(picked), customer: customer.name })}</Line>
            <Field.Root ref={confirmation} name="sure" error={unsure ? t('add.other.unsure') : undefined}>
              <Checkbox checked={sure} disabled={busy} onCheckedChange={(next) => onChange({ sure: next === true })}>
                {t('add.other.sure', { email: picked.email })}
              </Checkbox>
              <Field.Error />
            </Field.Root>
          </Flex>
        </Notice>
      )}
    </Flex>
  );
}

function NewPerson({ draft, wrongAddress, busy, onChange }: StepProps & { wrongAddress: boolean }) {
  const t = useMessages();
  const { email } = draft;
  return (
    <>
      <LabelledField
        label={t('add.email')}
        name="email"
        required
        hint={t('add.email.hint')}
        error={wrongAddress ? t('add.email.wrong') : undefined}
      >
        <TextInput
          type="text"
          inputMode="email"
          autoComplete="off"
          autoFocus
          maxLength={254}
          value={email}
          disabled={busy}
          onChange={(event) => onChange({ email: event.target.value })}
        />
      </LabelledField>
      {(['firstName', 'lastName'] as const).map((name) => (
        <LabelledField key={name} label={t(name === 'firstName' ? 'add.first-name' : 'add.last-name')} name={name}>
          <TextInput
            autoComplete="off"
            maxLength={100}
            value={draft[name]}
            disabled={busy}
            onChange={(event) => onChange({ [name]: event.target.value })}
          />
        </LabelledField>
      ))}
    </>
  );
}
