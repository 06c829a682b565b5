import { Button } from '../ui/Button';

/**
 * The form's one action. While busy it stays in place and in reach, so that focus is not lost; the
 * form itself takes no second submit.
 */
export function Submit({ label, busyLabel, busy }: { label: string; busyLabel: string; busy: boolean }) {
  return (
    <Button type="submit" kind="primary" aria-disabled={busy || undefined}>
      {busy ? busyLabel : label}
    </Button>
  );
}
