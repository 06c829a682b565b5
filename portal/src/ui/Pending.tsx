import { hasCode, type ApiError } from '../api/api-error';
import { Failed } from './Failed';
import { Loading, type Shape } from './Skeleton';

interface PendingProps {
  query: { data: unknown; error: unknown; refetch: () => unknown };
  shapes: readonly Shape[];
  /** Around the shapes. */
  className?: string;
  /** What is missing where it failed to come, if it is less than the page. */
  what?: string;
  /** An error that leads away from here: there is nothing to say of it. */
  leaves?: ApiError['code'];
}

/** In place of what a query has not brought yet: grey shapes, or what went wrong. */
export function Pending({ query: { data, error, refetch }, shapes, className, what, leaves }: PendingProps) {
  if (data) return null;
  if (error && !(leaves && hasCode(error, leaves))) return <Failed error={error} retry={() => void refetch()} what={what} />;
  return className === undefined ? (
    <Loading shapes={shapes} />
  ) : (
    <div className={className}>
      <Loading shapes={shapes} />
    </div>
  );
}
