# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates for the servers of a bed, made afresh in each run with the openssl command.

The client trusts the bed's own authority and no other. Kinds of certificate:
good, expired, not-yet, wrong-name, unknown-issuer (its authority is not trusted), self-signed.
"""
import functools
import subprocess
import threading

import cage

# Names of the sites a certificate is good for.
NAMES = ('www.lab.test', 'four.lab.test', 'six.lab.test')

KINDS = ('good', 'expired', 'not-yet', 'wrong-name', 'unknown-issuer', 'self-signed')

_CONFIG = """
[ca]
default_ca = lab
[lab]
database = {folder}/index.txt
new_certs_dir = {folder}
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
"""

_lock = threading.Lock()


def _openssl(*args):
    result = subprocess.run(['openssl', *map(str, args)], capture_output=True, text=True)
    if result.returncode != 0:
        raise RuntimeError(f'openssl {args[0]}: {result.stderr}')


def _key(path):
    _openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', path)


class Authority:
    """One certificate authority in a folder of its own."""

    def __init__(self, folder, name):
        folder.mkdir(parents=True)
        self.folder = folder
        self.certificate = folder / 'ca.crt'
        self._key = folder / 'ca.key'
        self._config = folder / 'ca.conf'
        self._config.write_text(_CONFIG.format(folder=folder))
        (folder / 'index.txt').touch()
        _key(self._key)
        _openssl(
            *('req', '-x509', '-new', '-key', self._key, '-out', self.certificate),
            *('-days', 30, '-subj', f'/CN={name}'),
            # Newer libraries ask it of an authority (RFC 5280, 4.2.1.3).
            *('-addext', 'keyUsage=critical,keyCertSign,cRLSign'),
        )

    def issue(self, kind, names, dates, usage='serverAuth'):
        """Make a certificate; returns the path of a file with it and its key."""
        key, request = self.folder / f'{kind}.key', self.folder / f'{kind}.csr'
        certificate, extensions = self.folder / f'{kind}.crt', self.folder / f'{kind}.ext'
        extensions.write_text(
            f'basicConstraints = CA:false\nextendedKeyUsage = {usage}\n'
            'authorityKeyIdentifier = keyid\n'
            f"subjectAltName = {','.join('DNS:' + name for name in names)}\n"
        )
        _key(key)
        _openssl('req', '-new', '-key', key, '-subj', f'/CN={names[0]}', '-out', request)
        _openssl(
            *('ca', '-batch', '-notext', '-config', self._config, '-extfile', extensions),
            *('-cert', self.certificate, '-keyfile', self._key, *dates),
            *('-in', request, '-out', certificate),
        )
        return _joined(certificate, key)


def _joined(certificate, key):
    both = certificate.with_suffix('.pem')
    both.write_text(certificate.read_text() + key.read_text())
    return both


def _self_signed(folder):
    key, certificate = folder / 'self-signed.key', folder / 'self-signed.crt'
    _key(key)
    _openssl(
        *('req', '-x509', '-new', '-key', key, '-out', certificate, '-days', 30),
        *('-subj', f'/CN={NAMES[0]}'),
        *('-addext', 'subjectAltName=' + ','.join('DNS:' + name for name in NAMES)),
    )
    return _joined(certificate, key)


@functools.cache
def _authority(name):
    return Authority(cage.RUN / 'pki' / name, f'Lab {name} authority')


@functools.cache
def _certificate(kind):
    now = ('-days', 30)
    if kind == 'good':
        return _authority('trusted').issue(kind, NAMES, now)
    if kind == 'expired':
        past = ('-startdate', '20200101000000Z', '-enddate', '20200201000000Z')
        return _authority('trusted').issue(kind, NAMES, past)
    if kind == 'not-yet':
        future = ('-startdate', '20990101000000Z', '-enddate', '20990201000000Z')
        return _authority('trusted').issue(kind, NAMES, future)
    if kind == 'wrong-name':
        return _authority('trusted').issue(kind, ('other.lab.test',), now)
    if kind == 'unknown-issuer':
        return _authority('unknown').issue(kind, NAMES, now)
    if kind == 'self-signed':
        return _self_signed(_authority('trusted').folder)
    raise ValueError(kind)


def certificate(kind):
    """Path of the PEM file with a certificate of that kind and its key."""
    with _lock:
        return _certificate(kind)


def trusted():
    """Path of the only authority the client trusts."""
    with _lock:
        return _authority('trusted').certificate


def vpn_authority():
    """Path of the authority of the VPN and its clients."""
    with _lock:
        return _authority('vpn').certificate


@functools.cache
def _for_vpn(side):
    return _authority('vpn').issue(side, (side,), ('-days', 30), f'{side}Auth')


def for_vpn(side):
    """Path of a certificate and its key for one side of the VPN: server or client."""
    with _lock:
        return _for_vpn(side)
