/** Databases and queues by image, with the directory of their data in the official image. */
export const asOf = '2026-12-01';

export interface StatefulImage {
  images: readonly string[];
  name: string;
  /** Directories of the data. The images declare volumes at them (`VOLUME`): a mount above does not contain these. */
  data: readonly string[];
  /** Major releases 1, 2, ... for which a directory is the right one; absent = all. The others place the data elsewhere. */
  releases?: Readonly<Record<string, { from?: number; before?: number }>>;
  /** Programs, or first arguments of the entry point, that start the server. */
  servers: readonly string[];
  /** Programs whose subcommand decides. */
  launchers?: readonly string[];
}

/**
 * https://hub.docker.com/_/ (pages of the official images), and the documentation of each product. PostgreSQL 18 moved its volume:
 * https://github.com/docker-library/postgres/pull/1259.
 */
export const statefulImages: readonly StatefulImage[] = [
  {
    images: ['postgres', 'postgresql', 'postgis', 'timescaledb'],
    name: 'PostgreSQL',
    data: ['/var/lib/postgresql', '/var/lib/postgresql/data', '/bitnami/postgresql', '/home/postgres/pgdata'],
    releases: { '/var/lib/postgresql': { from: 18 }, '/var/lib/postgresql/data': { before: 18 } },
    servers: ['postgres', 'postmaster'],
  },
  {
    images: ['mysql', 'percona'],
    name: 'MySQL',
    data: ['/var/lib/mysql', '/bitnami/mysql'],
    servers: ['mysqld', 'mysqld_safe'],
  },
  {
    images: ['mariadb'],
    name: 'MariaDB',
    data: ['/var/lib/mysql', '/bitnami/mariadb'],
    servers: ['mariadbd', 'mysqld', 'mariadbd-safe', 'mysqld_safe'],
  },
  {
    images: ['mongo', 'mongodb', 'mongodb-community-server'],
    name: 'MongoDB',
    data: ['/data/db', '/bitnami/mongodb'],
    servers: ['mongod'],
  },
  {
    images: ['cassandra'],
    name: 'Cassandra',
    data: ['/var/lib/cassandra', '/bitnami/cassandra'],
    servers: ['cassandra'],
  },
  {
    images: ['elasticsearch'],
    name: 'Elasticsearch',
    data: ['/usr/share/elasticsearch/data', '/bitnami/elasticsearch/data'],
    servers: ['elasticsearch', 'eswrapper'],
  },
  {
    images: ['opensearch'],
    name: 'OpenSearch',
    data: ['/usr/share/opensearch/data', '/bitnami/opensearch/data'],
    servers: ['opensearch', 'opensearch-docker-entrypoint.sh'],
  },
  {
    images: ['influxdb'],
    name: 'InfluxDB',
    data: ['/var/lib/influxdb', '/var/lib/influxdb2', '/bitnami/influxdb'],
    servers: ['influxd', 'influxdb3'],
  },
  {
    images: ['clickhouse', 'clickhouse-server'],
    name: 'ClickHouse',
    data: ['/var/lib/clickhouse', '/bitnami/clickhouse'],
    servers: ['clickhouse-server', 'server'],
    launchers: ['clickhouse'],
  },
  {
    images: ['cockroach'],
    name: 'CockroachDB',
    data: ['/cockroach/cockroach-data'],
    servers: ['start', 'start-single-node'],
    launchers: ['cockroach', 'cockroach.sh'],
  },
  {
    images: ['couchdb'],
    name: 'CouchDB',
    data: ['/opt/couchdb/data', '/bitnami/couchdb'],
    servers: ['couchdb'],
  },
  { images: ['neo4j'], name: 'Neo4j', data: ['/data', '/bitnami/neo4j'], servers: ['neo4j'] },
  {
    images: ['rabbitmq'],
    name: 'RabbitMQ',
    data: ['/var/lib/rabbitmq', '/bitnami/rabbitmq'],
    servers: ['rabbitmq-server'],
  },
  {
    images: ['minio'],
    name: 'MinIO',
    data: ['/data', '/export', '/bitnami/minio/data'],
    servers: ['server'],
    launchers: ['minio'],
  },
];

/** The database of an image by its name without registry and tag. */
export function databaseOf(name: string | undefined): StatefulImage | undefined {
  return statefulImages.find(({ images }) => name !== undefined && images.includes(name));
}

/** Clients of these databases, and programs that keep a container alive: they store no data. Sources: the manuals of the products. */
export const databaseClients: ReadonlySet<string> = new Set([
  'sleep',
  'tail',
  'watch',
  'true',
  'pause',
  'psql',
  'pg_dump',
  'pg_dumpall',
  'pg_restore',
  'pg_isready',
  'mysql',
  'mysqldump',
  'mysqladmin',
  'mysqlcheck',
  'mariadb',
  'mariadb-dump',
  'mariadb-admin',
  'mongo',
  'mongos',
  'mongosh',
  'mongodump',
  'mongorestore',
  'mongoexport',
  'mongoimport',
  'cqlsh',
  'nodetool',
  'clickhouse-client',
  'influx',
  'cypher-shell',
  'rabbitmqctl',
  'rabbitmqadmin',
  'rabbitmq-diagnostics',
  'redis-cli',
  'mc',
]);
