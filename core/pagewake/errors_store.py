"""The errors of stores, PW-5xx: the place where objects live did not do what was asked. Import them from `errors`."""

from __future__ import annotations

from pagewake.errors_base import PagewakeError


class StoreError(PagewakeError):
    """The place where objects live did not do what was asked."""

    code = "PW-500"


class ObjectMissing(StoreError):
    """An object that should be in the store is not there."""

    code = "PW-501"


class ObjectExists(StoreError):
    """An object of that name is already in the store, and objects are never overwritten."""

    code = "PW-502"


class StoreFull(StoreError):
    """The store has no room left."""

    code = "PW-503"
    default_meaning = "The repository is valid; what was uploaded so far is reused by the next run."
    default_advice = "Free space (pagewake expire, then prune), then run the command again."


class StoreDenied(StoreError):
    """The store refuses access."""

    code = "PW-504"
    default_advice = "Check the owner and the permissions of the directory, or the credentials."


class StoreReadOnly(StoreError):
    """The store can be read but not written."""

    code = "PW-505"
    default_meaning = "Browsing, verifying and restoring still work."


class StoreUnavailable(StoreError):
    """The store does not answer."""

    code = "PW-506"
    default_advice = "Check the connection and run the command again."


class StoreThrottled(StoreUnavailable):
    """The store answers that it is asked too often."""

    code = "PW-507"
    default_meaning = "What was uploaded so far is reused by the next run."
    default_advice = (
        "Run the command again later, or with fewer parallel jobs; the provider may raise the limit."
    )


class CredentialsRefused(StoreDenied):
    """There are no credentials for the store, or it does not know them."""

    code = "PW-508"
    default_meaning = "Nothing was read or written."
    default_advice = (
        "Check which credentials are used: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment, "
        "or a profile (--profile, AWS_PROFILE)."
    )


class CredentialsExpired(StoreDenied):
    """The credentials for the store were good once, and their time is over."""

    code = "PW-509"
    default_meaning = "The repository is valid; what was uploaded so far is reused by the next run."
    default_advice = "Get new ones (for instance: aws sso login), then run the command again."


class BucketMissing(StoreError):
    """The bucket that the location names does not exist."""

    code = "PW-510"
    default_meaning = "Nothing was read or written."
    default_advice = (
        "Check the bucket's name, the endpoint and the region. Pagewake makes repositories, never buckets."
    )


class ReadDenied(StoreDenied):
    """The credentials are known, and may not read or list what was asked for."""

    code = "PW-511"
    default_advice = "Give them the rights s3:GetObject on the prefix and s3:ListBucket on the bucket."


class WriteDenied(StoreDenied):
    """The credentials are known, and may not write."""

    code = "PW-512"
    default_meaning = "Browsing, verifying and restoring still work."
    default_advice = "Give them the rights s3:PutObject and s3:AbortMultipartUpload on the prefix."


class DeleteDenied(StoreDenied):
    """The credentials are known, and may not delete."""

    code = "PW-513"
    default_meaning = "Nothing is lost; backups can still be made and restored, space is not freed."
    default_advice = "Run this with credentials that have the right s3:DeleteObject on the prefix."


class ClockSkewed(StoreError):
    """The clock of this machine is too far from the store's, so that no request is accepted."""

    code = "PW-514"
    default_meaning = "Nothing was read or written."
    default_advice = "Set this machine's clock (for instance: timedatectl set-ntp true)."


class ConnectionUntrusted(StoreError):
    """The store could not prove who it is, or does not speak TLS as it should."""

    code = "PW-515"
    default_meaning = "Nothing was sent."
    default_advice = (
        "Check that the endpoint's URL is right. If its certificate comes from an authority of your own, name the "
        "authority's file in AWS_CA_BUNDLE or with --ca-bundle."
    )


class StoreGone(StoreError):
    """The directory of the store is not there any more, or another one is in its place: a disk was unmounted."""

    code = "PW-517"
    default_meaning = "Nothing was written there; what the store held is as it was."
    default_advice = "Mount the disk again, then run the command again: it goes on where this one ended."
