internal import Files

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// File systems that other machines write too, where a lock may hold on one machine only.
enum NetworkFileSystem {
    private static let kinds: Set<Substring> = [
        "9p", "afs", "beegfs", "ceph", "cifs", "fuse.sshfs", "glusterfs", "gpfs", "lustre", "nfs", "nfs4",
        "smb3", "smbfs", "afpfs", "webdav",
    ]

    /// What a path lies on, where that is one; nil for a local file system and where it cannot be told.
    static func kind(of path: String) -> String? {
        #if canImport(Darwin)
            var status = statfs()
            guard statfs(path, &status) == 0 else { return nil }
            let name = withUnsafePointer(to: &status.f_fstypename) {
                $0.withMemoryRebound(to: CChar.self, capacity: Int(MFSTYPENAMELEN)) { String(cString: $0) }
            }
            return kinds.contains(name[...]) ? name : nil
        #else
            var status = stat()
            guard stat(path, &status) == 0,
                let mounts = try? FileSystem.readAnything("/proc/self/mountinfo", atMost: 1 << 22)
            else { return nil }
            return kind(ofDevice: device(status.st_dev), in: String(decoding: mounts, as: UTF8.self))
        #endif
    }

    /// The third field of a line is the device, the one behind " - " the kind (proc(5), mountinfo).
    static func kind(ofDevice device: String, in mounts: String) -> String? {
        for line in mounts.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 3, fields[2] == device, let dash = fields.firstIndex(of: "-") else {
                continue
            }
            return fields.dropFirst(dash + 1).first.flatMap { kinds.contains($0) ? String($0) : nil }
        }
        return nil
    }

    #if !canImport(Darwin)
        /// "8:1", as the C library's `major` and `minor` have it; both are macros.
        private static func device(_ number: dev_t) -> String {
            let number = UInt64(number)
            let major = (number >> 8) & 0xFFF | (number >> 32) & 0xFFFF_F000
            let minor = number & 0xFF | (number >> 12) & 0xFFFF_FF00
            return "\(major):\(minor)"
        }
    #endif
}
