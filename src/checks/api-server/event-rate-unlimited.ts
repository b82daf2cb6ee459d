import { pluginCheck } from '../families/plugin-check.ts';

export default pluginCheck({
  id: 'api-server/event-rate-unlimited',
  title: 'Nothing limits the rate of events',
  severity: 'info',
  why: 'A program that goes wrong, or somebody who means it, can write events as fast as the network lets it: etcd grows and everybody waits. Priority and fairness, which is on by default, holds most of it back.',
  fix: 'Add EventRateLimit to --enable-admission-plugins with a configuration in --admission-control-config-file, on clusters that strangers share.',
  references: ['CIS 1.2.9', 'admission-controllers'],
  plugin: 'EventRateLimit',
  fail: 'the plugin EventRateLimit is off: events are held back by priority and fairness alone',
  pass: 'the plugin EventRateLimit is on',
});
