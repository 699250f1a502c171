# SPDX-License-Identifier: GPL-3.0-or-later
"""The firewalls of a desktop computer: how each of them is made to stop its own user."""
import dataclasses
import typing

from addresses import WWW
from computer import wait_until
from deskbed import Desktop
from rules import references, serve

# Both families of the website, as the tools of either family spell it.
FAMILIES = (('ipv4', 'iptables', WWW[0]), ('ipv6', 'ip6tables', WWW[1]))

# firewalld comes with two sets of rights, and a distribution chooses. With the stricter one, which
# is Debian's, reading most of it takes a password, too.
_RIGHTS = """
polkit.addRule(function(action, subject) {{
  var name = action.id.replace("org.fedoraproject.FirewallD1.", "");
  if (name != action.id && name != "info")
    return name.match(/[.]info$/) ? "{reading}" : "auth_admin_keep";
}});
"""
_READ = ('pkcheck', '--action-id', 'org.fedoraproject.FirewallD1.config.info', '--process')


def with_firewalld(strict=True):
    """A desktop computer with firewalld."""
    bed = Desktop(firewall=True)
    reading = 'auth_admin_keep' if strict else 'yes'
    bed.write('/etc/polkit-1/rules.d/10-lab.rules', _RIGHTS.format(reading=reading))
    ask = ['sh', '-c', f'exec {" ".join(_READ)} $$']
    wait_until(lambda: (bed.call(ask)[0] != 0) == strict, 'polkit has read its rules')
    return bed


def firewall_cmd(bed, *options):
    """Run firewall-cmd as root; returns what it printed."""
    return bed.client.run(['firewall-cmd', *options])


def _reload_with(bed, policy):
    bed.write('/etc/firewalld/policies/lab.xml', policy)
    firewall_cmd(bed, '--reload')


_POLICY = """<?xml version="1.0" encoding="utf-8"?>
<policy priority="-1" target="{target}">
  <ingress-zone name="HOST"/>
  <egress-zone name="ANY"/>
{rules}
</policy>
"""


def policy(action):
    """A policy of firewalld with rules against the website: action is 'reject' or 'drop'."""
    rules = '\n'.join(
        f'  <rule family="{family}"><destination address="{address}"/><{action}/></rule>'
        for family, _, address in FAMILIES
    )
    return lambda bed: _reload_with(bed, _POLICY.format(target='CONTINUE', rules=rules))


def closed_policy(target):
    """A policy of firewalld that stops everything but asking for names and addresses."""
    allowed = ('dns', 'dhcp', 'dhcpv6-client')
    rules = '\n'.join(f'  <service name="{name}"/>' for name in allowed)
    # Without it, IPv6 does not even find its router.
    rules += '\n  <protocol value="ipv6-icmp"/>'
    return lambda bed: _reload_with(bed, _POLICY.format(target=target, rules=rules))


def direct(*jump):
    """A direct rule of firewalld for either family: jump is what iptables has to do."""

    def step(bed):
        for family, _, address in FAMILIES:
            rule = ('filter', 'OUTPUT', '0', '-d', address, '-p', 'tcp', '-j', *jump)
            firewall_cmd(bed, '--direct', '--add-rule', family, *rule)

    return step


def passthrough(*jump):
    """A rule handed through to iptables by firewalld."""

    def step(bed):
        for family, _, address in FAMILIES:
            rule = ('-I', 'OUTPUT', '-d', address, '-p', 'tcp', '-j', *jump)
            firewall_cmd(bed, '--direct', '--add-passthrough', family, *rule)

    return step


def panic(bed):
    firewall_cmd(bed, '--panic-on')


def ufw(*rules):
    """ufw is turned on, with these rules."""

    def step(bed):
        bed.write('/etc/default/ufw', _ufw_defaults(bed).replace('IPV6=no', 'IPV6=yes'))
        bed.client.run(['ufw', '--force', 'enable'])
        for rule in rules:
            bed.client.run(['ufw', *rule.split()])
        # The first time it leaves out what it adds the next time its rules are read.
        bed.client.run(['ufw', 'reload'])

    return step


def _ufw_defaults(bed):
    return bed.client.run(['cat', '/etc/default/ufw'])


def nft_table(bed):
    """A ruleset as administrators write it by hand, which lets little out."""
    bed.client.nft(
        'table inet filter {\n'
        '  chain input { type filter hook input priority filter; policy accept; }\n'
        '  chain output {\n'
        '    type filter hook output priority filter; policy accept;\n'
        f'    ip daddr {WWW[0]} reject\n'
        f'    ip6 daddr {WWW[1]} tcp dport {{ 80, 443 }} counter drop\n'
        '  }\n'
        '}\n'
        'table ip late {\n'
        '  chain last {\n'
        '    type filter hook output priority 50;\n'
        f'    ip daddr {WWW[0]} tcp dport 80 drop\n'
        '  }\n'
        '}\n'
    )


def iptables(bed):
    """Rules of iptables, and the file they are kept in."""
    for _, tool, address in FAMILIES:
        bed.client.run([tool, '-A', 'OUTPUT', '-d', address, '-p', 'tcp', '-j', 'REJECT'])
    bed.write('/etc/iptables/rules.v4', bed.client.run(['iptables-save']), 0o600)


@dataclasses.dataclass(frozen=True)
class Block:
    """Something of this computer that stops its own user at the website.

    setup makes it. grade is how sure Doorstep can be. seen are those it has to see in use. offer
    says whether it offers to make the exception; tool is what else an administrator is told to use.
    """

    id: str
    setup: typing.Callable
    grade: str = 'proven'
    bed: typing.Callable = with_firewalld
    seen: tuple = ('firewalld',)
    offer: bool = True
    tool: str | None = None

    def build(self):
        bed = self.bed()
        try:
            for step in (serve(), serve(81), references(), self.setup):
                step(bed)
        except BaseException:
            bed.close()
            raise
        return bed


FIREWALLD = [
    Block('policy-reject', policy('reject')),
    Block('policy-drop', policy('drop'), 'likely'),
    Block('policy-target-reject', closed_policy('REJECT')),
    Block('policy-target-drop', closed_policy('DROP'), 'likely'),
    Block('direct-reject', direct('REJECT')),
    Block('direct-reset', direct('REJECT', '--reject-with', 'tcp-reset')),
    Block('direct-drop', direct('DROP'), 'likely'),
    Block('passthrough-drop', passthrough('DROP'), 'likely'),
]

OTHERS = [
    Block(
        *('ufw-reject', ufw(*(f'reject out to {address}' for address in WWW)), 'proven'),
        **{'bed': Desktop, 'seen': ('ufw',), 'offer': False, 'tool': 'ufw'},
    ),
    Block(
        *('ufw-deny', ufw(*(f'deny out to {address} port 80' for address in WWW)), 'likely'),
        **{'bed': Desktop, 'seen': ('ufw',), 'offer': False, 'tool': 'ufw'},
    ),
    Block(
        *('nft', nft_table, ('proven', 'likely')),
        **{'bed': Desktop, 'seen': (), 'offer': False, 'tool': 'nft'},
    ),
    Block(
        *('iptables', iptables, 'proven'),
        **{'bed': Desktop, 'seen': (), 'offer': False, 'tool': 'iptables'},
    ),
]


def state(bed):
    """Every rule of the computer: that of the bed, and what it does not know of."""
    found = bed.state()
    if bed.runs('firewalld'):
        found['passthroughs'] = firewall_cmd(bed, '--direct', '--get-all-passthroughs')
        found['policies'] = firewall_cmd(bed, '--list-all-policies')
    found['ufw'] = bed.client.run(['sh', '-c', 'cat /etc/ufw/user*.rules 2>/dev/null || true'])
    return found
