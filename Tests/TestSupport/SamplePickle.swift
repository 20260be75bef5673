internal import Foundation

/// Three small pickles as Python 3.11 with NumPy wrote them: two made-up cells with arrays, lists, NumPy
/// scalars, an OrderedDict, `config`, and an "fbnet" beside, in protocols 2, 4 and 5.
public enum SamplePickle: String, CaseIterable, Sendable {
    case protocol2, protocol4, protocol5

    public static let first = "|nor_conv_1x1~0|+|none~0|none~1|+|none~0|none~1|skip_connect~2|"
    public static let second = "|none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|"

    public var bytes: [UInt8] {
        Array(Data(base64Encoded: base64, options: .ignoreUnknownCharacters) ?? Data())
    }

    private var base64: String {
        switch self {
        case .protocol2:
            """
            gAJ9cQAoWAsAAABuYXNiZW5jaDIwMXEBY2NvbGxlY3Rpb25zCk9yZGVyZWREaWN0CnECKVJxA1gHAAAAY2lmYXIxMHEE
            fXEFKFgPAAAAZWRnZWdwdV9sYXRlbmN5cQZjbnVtcHkuY29yZS5tdWx0aWFycmF5Cl9yZWNvbnN0cnVjdApxB2NudW1w
            eQpuZGFycmF5CnEISwCFcQljX2NvZGVjcwplbmNvZGUKcQpYAQAAAGJxC1gGAAAAbGF0aW4xcQyGcQ1ScQ6HcQ9ScRAo
            SwFLAoVxEWNudW1weQpkdHlwZQpxElgCAAAAZjhxE4mIh3EUUnEVKEsDWAEAAAA8cRZOTk5K/////0r/////SwB0cRdi
            iWgKWBEAAAAAAAAAAADDuD8AAAAAAAAEQHEYaAyGcRlScRp0cRtiWA4AAAByYXNwaTRfbGF0ZW5jeXEcXXEdKEdACAAA
            AAAAAGNudW1weS5jb3JlLm11bHRpYXJyYXkKc2NhbGFyCnEeaBJYAgAAAGY0cR+JiIdxIFJxIShLA2gWTk5OSv////9K
            /////0sAdHEiYmgKWAUAAAAAAMKAQHEjaAyGcSRScSWGcSZScSdlWAwAAABmcGdhX2xhdGVuY3lxKGgHaAhLAIVxKWgO
            h3EqUnErKEsBSwKFcSxoElgCAAAAaThxLYmIh3EuUnEvKEsDaBZOTk5K/////0r/////SwB0cTBiiWgKWBAAAAAHAAAA
            AAAAAAgAAAAAAAAAcTFoDIZxMlJxM3RxNGJYBgAAAGNvbmZpZ3E1XXE2KH1xNyhYCAAAAGFyY2hfc3RycThYPwAAAHxu
            b3JfY29udl8xeDF+MHwrfG5vbmV+MHxub25lfjF8K3xub25lfjB8bm9uZX4xfHNraXBfY29ubmVjdH4yfHE5WAEAAABD
            cTpLEHV9cTsoaDhYNwAAAHxub25lfjB8K3xub25lfjB8bm9uZX4xfCt8c2tpcF9jb25uZWN0fjB8bm9uZX4xfG5vbmV+
            MnxxPGg6SxB1ZXVzWAUAAABmYm5ldHE9fXE+WAEAAAB4cT99cUAoWAgAAABDb252Tm9ybXFBRz/0AAAAAAAAWAEAAABu
            cUJoB2gISwCFcUNoDodxRFJxRShLAUsChXFGaBJYAgAAAFUxcUeJiIdxSFJxSShLA2gWTk5OSwRLBEsIdHFKYoloClgI
            AAAAYQAAAGIAAABxS2gMhnFMUnFNdHFOYnVzdS4=
            """
        case .protocol4:
            """
            gASVuwIAAAAAAAB9lCiMC25hc2JlbmNoMjAxlIwLY29sbGVjdGlvbnOUjAtPcmRlcmVkRGljdJSTlClSlIwHY2lmYXIx
            MJR9lCiMD2VkZ2VncHVfbGF0ZW5jeZSMFm51bXB5Ll9jb3JlLm11bHRpYXJyYXmUjAxfcmVjb25zdHJ1Y3SUk5SMBW51
            bXB5lIwHbmRhcnJheZSTlEsAhZRDAWKUh5RSlChLAUsChZRoDIwFZHR5cGWUk5SMAmY4lImIh5RSlChLA4wBPJROTk5K
            /////0r/////SwB0lGKJQxAAAAAAAAD4PwAAAAAAAARAlHSUYowOcmFzcGk0X2xhdGVuY3mUXZQoR0AIAAAAAAAAaAmM
            BnNjYWxhcpSTlGgVjAJmNJSJiIeUUpQoSwNoGU5OTkr/////Sv////9LAHSUYkMEAACAQJSGlFKUZYwMZnBnYV9sYXRl
            bmN5lGgLaA5LAIWUaBCHlFKUKEsBSwKFlGgVjAJpOJSJiIeUUpQoSwNoGU5OTkr/////Sv////9LAHSUYolDEAcAAAAA
            AAAACAAAAAAAAACUdJRijAZjb25maWeUXZQofZQojAhhcmNoX3N0cpSMP3xub3JfY29udl8xeDF+MHwrfG5vbmV+MHxu
            b25lfjF8K3xub25lfjB8bm9uZX4xfHNraXBfY29ubmVjdH4yfJSMAUOUSxB1fZQoaDaMN3xub25lfjB8K3xub25lfjB8
            bm9uZX4xfCt8c2tpcF9jb25uZWN0fjB8bm9uZX4xfG5vbmV+MnyUaDhLEHVldXOMBWZibmV0lH2UjAF4lH2UKIwIQ29u
            dk5vcm2URz/0AAAAAAAAjAFulGgLaA5LAIWUaBCHlFKUKEsBSwKFlGgVjAJVMZSJiIeUUpQoSwNoGU5OTksESwRLCHSU
            YolDCGEAAABiAAAAlHSUYnVzdS4=
            """
        case .protocol5:
            """
            gAWVswIAAAAAAAB9lCiMC25hc2JlbmNoMjAxlIwLY29sbGVjdGlvbnOUjAtPcmRlcmVkRGljdJSTlClSlIwHY2lmYXIx
            MJR9lCiMD2VkZ2VncHVfbGF0ZW5jeZSME251bXB5Ll9jb3JlLm51bWVyaWOUjAtfZnJvbWJ1ZmZlcpSTlCiWEAAAAAAA
            AAAAAAAAAAD4PwAAAAAAAARAlIwFbnVtcHmUjAVkdHlwZZSTlIwCZjiUiYiHlFKUKEsDjAE8lE5OTkr/////Sv////9L
            AHSUYksChZSMAUOUdJRSlIwOcmFzcGk0X2xhdGVuY3mUXZQoR0AIAAAAAAAAjBZudW1weS5fY29yZS5tdWx0aWFycmF5
            lIwGc2NhbGFylJOUaA+MAmY0lImIh5RSlChLA2gTTk5OSv////9K/////0sAdJRiQwQAAIBAlIaUUpRljAxmcGdhX2xh
            dGVuY3mUaAsolhAAAAAAAAAABwAAAAAAAAAIAAAAAAAAAJRoD4wCaTiUiYiHlFKUKEsDaBNOTk5K/////0r/////SwB0
            lGJLAoWUaBZ0lFKUjAZjb25maWeUXZQofZQojAhhcmNoX3N0cpSMP3xub3JfY29udl8xeDF+MHwrfG5vbmV+MHxub25l
            fjF8K3xub25lfjB8bm9uZX4xfHNraXBfY29ubmVjdH4yfJSMAUOUSxB1fZQoaDGMN3xub25lfjB8K3xub25lfjB8bm9u
            ZX4xfCt8c2tpcF9jb25uZWN0fjB8bm9uZX4xfG5vbmV+MnyUaDNLEHVldXOMBWZibmV0lH2UjAF4lH2UKIwIQ29udk5v
            cm2URz/0AAAAAAAAjAFulGgLKJYIAAAAAAAAAGEAAABiAAAAlGgPjAJVMZSJiIeUUpQoSwNoE05OTksESwRLCHSUYksC
            hZRoFnSUUpR1c3Uu
            """
        }
    }
}
