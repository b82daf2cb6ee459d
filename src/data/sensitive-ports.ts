/**
 * Ports of databases, message brokers and administrative interfaces, whose servers hold data of a team or run commands. As of 2026-12-01;
 * source: the port registry of IANA (https://www.iana.org/assignments/service-names-port-numbers/) where it names the product, else the
 * default port in the documentation of the product (from memory, as the names are stable for years). Ports that web applications also use by
 * default (8080, 8443, 9000, 9090) are left out.
 */
export const asOf = '2026-12-01';

/** Product by TCP port. */
export const sensitivePorts: ReadonlyMap<number, string> = new Map([
  [22, 'SSH'],
  [389, 'LDAP'],
  [445, 'SMB'],
  [636, 'LDAP'],
  [1099, 'Java RMI'],
  [1433, 'SQL Server'],
  [1521, 'Oracle Database'],
  [1883, 'MQTT'],
  [2049, 'NFS'],
  [2181, 'ZooKeeper'],
  [2375, 'Docker'],
  [2376, 'Docker'],
  [2379, 'etcd'],
  [3306, 'MySQL'],
  [3389, 'RDP'],
  [4222, 'NATS'],
  [5005, 'Java debugger'],
  [5432, 'PostgreSQL'],
  [5671, 'AMQP'],
  [5672, 'AMQP'],
  [5900, 'VNC'],
  [5984, 'CouchDB'],
  [6379, 'Redis'],
  [6432, 'PgBouncer'],
  [6650, 'Pulsar'],
  [7687, 'Neo4j'],
  [8086, 'InfluxDB'],
  [8200, 'Vault'],
  [8500, 'Consul'],
  [8883, 'MQTT'],
  [9042, 'Cassandra'],
  [9092, 'Kafka'],
  [9200, 'Elasticsearch'],
  [9229, 'Node.js debugger'],
  [11_211, 'memcached'],
  [15_672, 'RabbitMQ management'],
  [26_257, 'CockroachDB'],
  [27_017, 'MongoDB'],
  [33_060, 'MySQL'],
  [61_616, 'ActiveMQ'],
]);
