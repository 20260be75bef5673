import Testing

@testable import Pipeline

/// File systems that other machines share are known by the kernel's list of mounts.
@Suite struct NetworkFileSystemTests {
    private let mounts = """
        22 28 0:21 / /proc rw,nosuid shared:13 - proc proc rw
        28 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
        95 28 0:48 / /home/a\\040b rw,relatime shared:50 master:2 - nfs4 server:/home rw,vers=4.2
        cut off
        """

    @Test func whatLiesOnOneIsTold() {
        #expect(NetworkFileSystem.kind(ofDevice: "0:48", in: mounts) == "nfs4")
    }

    @Test func aLocalOneAndAnUnknownDeviceAreNot() {
        for device in ["8:1", "0:21", "7:7", ""] {
            #expect(NetworkFileSystem.kind(ofDevice: device, in: mounts) == nil)
        }
    }

    @Test func aPathThatIsNotThereIsOnNone() {
        #expect(NetworkFileSystem.kind(of: "/nowhere/at/all") == nil)
    }
}
